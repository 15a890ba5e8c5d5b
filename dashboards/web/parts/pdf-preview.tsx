import { text } from '../text/en.ts';

interface PdfPreviewProps {
  /** The API's path of the PDF. */
  path: string;
  title: string;
}

/** A PDF as the browser shows it, and a link for where it does not. */
export function PdfPreview({ path, title }: PdfPreviewProps) {
  const source = `${path}${path.includes('?') ? '&' : '?'}inline=true`;
  return (
    <section class="card">
      <iframe class="pdf" src={source} title={text.reports.previewOf(title)} />
      <p class="card-about faint">
        {text.reports.previewAbout}{' '}
        <a href={source} target="_blank" rel="noreferrer">
          {text.reports.openPdf}
        </a>
      </p>
    </section>
  );
}
