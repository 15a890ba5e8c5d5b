import { useState } from 'preact/hooks';
import { formats } from '../../format/reader.ts';
import { text } from '../../text/en.ts';
import type { Flow, FlowLink, FlowNode } from './flow.ts';

interface FlowPictureProps {
  flow: Flow;
  /** All visits of the flow. */
  sessions: number;
  hasStart: boolean;
  /** Begins with a page. */
  onFollow: (page: string) => void;
}

/** Draws the flow: bars of pages with their words, bands between them. A page is a button that begins with it. */
export function FlowPicture({ flow, sessions, hasStart, onFollow }: FlowPictureProps) {
  const [active, setActive] = useState<string>();
  const words = text.paths;
  const count = (value: number): string => formats.value(value, { style: 'count' });
  const columns = Array.from({ length: flow.columns }, (_, column) => column);
  const width = 100 / flow.columns;
  return (
    <div
      class="table-scroll flow-scroll"
      tabIndex={0}
      role="region"
      aria-label={words.summary(count(sessions), count(flow.columns))}
    >
      <div class={`flow columns-${flow.columns}`}>
        <div class="flow-heads faint" aria-hidden="true">
          {columns.map((column) => (
            <span key={column}>{columnTitle(column, hasStart)}</span>
          ))}
        </div>
        <div class="flow-body">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {flow.links.map((link) => (
              <path
                key={`${link.from.id} ${link.to.id}`}
                class={isOf(link, active) ? `to-${link.to.kind} on` : `to-${link.to.kind}`}
                d={bandOf(link, width)}
              />
            ))}
          </svg>
          {columns.map((column) => (
            <ol key={column} aria-label={columnTitle(column, hasStart)}>
              {flow.nodes
                .filter((node) => node.column === column)
                .map((node) => (
                  <Node
                    key={node.id}
                    node={node}
                    left={column * width}
                    width={width}
                    share={node.sessions / sessions}
                    onActive={setActive}
                    onFollow={onFollow}
                  />
                ))}
            </ol>
          ))}
        </div>
      </div>
    </div>
  );
}

interface NodeProps {
  node: FlowNode;
  left: number;
  width: number;
  share: number;
  onActive: (id: string | undefined) => void;
  onFollow: (page: string) => void;
}

function Node({ node, left, width, share, onActive, onFollow }: NodeProps) {
  const words = text.paths;
  const name = node.kind === 'other' ? words.other : node.kind === 'left' ? words.left : node.name;
  const sessions = formats.value(node.sessions, { style: 'count' });
  const percent = formats.value(share, { style: 'percent', digits: 1 });
  const content = (
    <>
      <span class="flow-name">{name === '' ? text.none : name}</span>
      <span class="flow-value">
        {sessions} · {percent}
      </span>
    </>
  );
  const label = words.node(name, sessions, percent);
  return (
    <li
      class={`flow-node is-${node.kind}`}
      style={{ left: `${left}%`, width: `${width}%`, top: `${node.top}%`, height: `${node.room}%` }}
      title={node.kind === 'page' ? undefined : label}
      onMouseEnter={() => onActive(node.id)}
      onMouseLeave={() => onActive(undefined)}
      onFocusIn={() => onActive(node.id)}
      onFocusOut={() => onActive(undefined)}
    >
      <span class="flow-bar" style={{ height: `${(node.height / node.room) * 100}%` }} />
      {node.kind === 'page' ? (
        <button
          type="button"
          class="flow-words"
          title={words.follow(label)}
          onClick={() => onFollow(node.name)}
        >
          {content}
        </button>
      ) : (
        <span class="flow-words">{content}</span>
      )}
    </li>
  );
}

function columnTitle(column: number, hasStart: boolean): string {
  const { columns } = text.paths;
  if (column > 0) return columns.page(hasStart ? column : column + 1);
  return hasStart ? columns.start : columns.first;
}

function isOf({ from, to }: FlowLink, active: string | undefined): boolean {
  return active !== undefined && (from.id === active || to.id === active);
}

/** A band from the right edge of one bar to the left edge of another; the bars are a hundredth wide. */
function bandOf({ from, to, fromTop, toTop, thickness }: FlowLink, width: number): string {
  const [x1, x2] = [from.column * width, to.column * width];
  const middle = x1 + (x2 - x1) * 0.72;
  const [a, b] = [fromTop + thickness, toTop + thickness];
  return `M${x1} ${fromTop} C${middle} ${fromTop} ${middle} ${toTop} ${x2} ${toTop} V${b} C${middle} ${b} ${middle} ${a} ${x1} ${a} Z`;
}
