import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface MenuItem {
  label: string;
  /** Shown at the end of the row, quietly. */
  about?: string;
  /** Undefined: an act rather than a choice. */
  isChosen?: boolean;
  onChoose: () => void;
  /** A line above it. */
  startsGroup?: boolean;
}

interface MenuProps {
  /** What the button says. */
  children: ComponentChildren;
  /** What it is for, in full. */
  label: string;
  items: readonly MenuItem[];
  align?: 'left' | 'right';
  isQuiet?: boolean;
}

/**
 * A button that opens a list of choices. Arrow keys, Home and End move in it, Escape and Tab leave it, and the
 * focus comes back to the button.
 */
export function Menu({ children, label, items, align = 'left', isQuiet = false }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const itemsShown = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
  ];
  const focus = (index: number): void => {
    const shown = itemsShown();
    shown[(index + shown.length) % shown.length]?.focus();
  };
  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };

  // Before anything is drawn: the next key that is pressed belongs to the menu.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const chosen = itemsShown().findIndex((item) => item.ariaChecked === 'true');
    focus(Math.max(0, chosen));
    const outside = (event: PointerEvent): void => {
      const { target } = event;
      if (!(target instanceof Node)) return;
      if (list.current?.contains(target) !== true && button.current?.contains(target) !== true)
        setIsOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);

  const onKey = (event: KeyboardEvent): void => {
    const at = itemsShown().findIndex((item) => item === document.activeElement);
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(at + 1),
      ArrowUp: () => focus(at - 1),
      Home: () => focus(0),
      End: () => focus(-1),
      Escape: close,
    };
    if (event.key === 'Tab') setIsOpen(false);
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  return (
    <div class={`menu ${align}`}>
      <button
        ref={button}
        type="button"
        class={isQuiet ? 'button quiet' : 'button'}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        onClick={() => setIsOpen(!isOpen)}
        onKeyDown={(event) => {
          if (isOpen || event.key !== 'ArrowDown') return;
          event.preventDefault();
          setIsOpen(true);
        }}
      >
        {children}
        <Icon name="chevron" />
      </button>
      {isOpen && (
        <div ref={list} id={id} class="menu-list" role="menu" aria-label={label} onKeyDown={onKey}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role={item.isChosen === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={item.isChosen}
              tabIndex={-1}
              class={item.startsGroup === true ? 'starts-group' : ''}
              onClick={() => {
                close();
                item.onChoose();
              }}
            >
              <span class="menu-check">{item.isChosen === true && <Icon name="check" />}</span>
              <span>{item.label}</span>
              {item.about !== undefined && <span class="menu-about">{item.about}</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
