import { app } from "@azure/functions";

app.storageQueue("worker", { queueName: "q", connection: "", handler: () => undefined });
