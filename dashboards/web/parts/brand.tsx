/** The mark: two peaks of an M, a stone at the road between them. */
export function Brand() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M8 23V12a3 3 0 0 1 5.4-1.8L16 13.6l2.6-3.4A3 3 0 0 1 24 12v11" />
      <circle cx="16" cy="22.5" r="2" />
    </svg>
  );
}
