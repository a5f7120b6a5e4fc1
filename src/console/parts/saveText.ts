/** Saves a text as a file of the viewer's, byte for byte. */
export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads it only after this turn.
  window.setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
