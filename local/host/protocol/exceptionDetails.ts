/** A failure's Details: a .NET exception as JSON. */
export const exceptionDetails = (message: string): string =>
  JSON.stringify({
    $type: "System.Exception, System.Private.CoreLib",
    ClassName: "System.Exception",
    Message: message,
    InnerException: null,
  });
