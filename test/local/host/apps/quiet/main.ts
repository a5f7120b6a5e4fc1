import { app } from "@azure/functions";

for (const name of ["chatty", "quiet"])
  app.http(name, {
    handler: (_, context) => {
      context.debug(`${name} debug`);
      context.log(`${name} information`);
      context.error(`${name} error`);
      return {};
    },
  });
