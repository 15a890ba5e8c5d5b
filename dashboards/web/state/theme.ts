import { useEffect, useState } from 'preact/hooks';

export type Theme = 'light' | 'dark' | 'system';

const storedAs = 'milepost-theme';
const changed = new EventTarget();
const darkQuery = '(prefers-color-scheme: dark)';

/** Puts the reader's choice in force; `system` follows the machine. */
export function applyTheme(theme: Theme = readTheme()): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

/** The reader's choice and a way to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(readTheme);
  return [
    theme,
    (next) => {
      localStorage.setItem(storedAs, next);
      applyTheme(next);
      setTheme(next);
      changed.dispatchEvent(new Event('changed'));
    },
  ];
}

/** True while the page is dark, for what is not drawn by style sheets. */
export function useIsDark(): boolean {
  const [isDark, setIsDark] = useState(readIsDark);
  useEffect(() => {
    const media = matchMedia(darkQuery);
    const read = (): void => setIsDark(readIsDark());
    media.addEventListener('change', read);
    changed.addEventListener('changed', read);
    return () => {
      media.removeEventListener('change', read);
      changed.removeEventListener('changed', read);
    };
  }, []);
  return isDark;
}

function readTheme(): Theme {
  const stored = localStorage.getItem(storedAs);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function readIsDark(): boolean {
  const theme = readTheme();
  return theme === 'system' ? matchMedia(darkQuery).matches : theme === 'dark';
}
