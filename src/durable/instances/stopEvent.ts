/** The external event that ends an instance's capture early. */
export const stopEvent = "stop";
