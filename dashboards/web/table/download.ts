/** Saves a text as a file of the reader's. */
export function download(fileName: string, content: string, type = 'text/csv;charset=utf-8'): void {
  // The mark tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
