import { useState } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/en.ts';

/** A link that was just made, to be copied. */
export function NewLink({ link }: { link: string }) {
  const words = text.reports.share;
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    setIsCopied(true);
  };
  return (
    <div class="new-link" role="status">
      <p>{words.made}</p>
      <div class="new-link-row">
        <input
          type="text"
          readOnly
          aria-label={words.link}
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          {isCopied && <Icon name="check" />}
          {isCopied ? words.copied : words.copy}
        </button>
      </div>
    </div>
  );
}
