import { app, type Timer } from "@azure/functions";

app.timer("quarterly", {
  schedule: "0 */15 * * * *",
  handler: (timer: Timer, context) => {
    context.log(JSON.stringify({ isPastDue: timer.isPastDue, next: timer.scheduleStatus.next }));
  },
});
