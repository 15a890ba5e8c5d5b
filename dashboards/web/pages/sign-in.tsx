import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../session/people.ts';
import { RequestFault, send } from '../data/request.ts';
import { useData } from '../data/use-data.ts';
import { Brand } from '../parts/brand.tsx';
import { Icon } from '../parts/icon.tsx';
import { LoadedPart, Skeleton } from '../parts/states.tsx';
import { go } from '../state/location.ts';
import { text } from '../text/en.ts';

type Credentials = { person: string } | { token: string };

/** Where a session begins: with one of the demo's people, or with a token. */
export function SignInPage() {
  const people = useData<{ people: Person[] | null }>('/session/people');
  const [fault, setFault] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    document.title = `${text.signIn.title} – ${text.appName}`;
  }, []);

  const signIn = async (credentials: Credentials): Promise<void> => {
    setIsBusy(true);
    setFault(undefined);
    try {
      await send('POST', '/session', credentials);
      go(destination(), { replace: true });
    } catch (thrown) {
      setFault(thrown instanceof RequestFault && thrown.message !== '' ? thrown.message : text.signIn.failed);
      setIsBusy(false);
    }
  };

  return (
    <main class="sign-in" id="main">
      <div class="sign-in-head">
        <Brand />
        <h1>{text.appName}</h1>
      </div>
      {fault !== undefined && (
        <p class="fault-line" role="alert">
          {fault}
        </p>
      )}
      <LoadedPart loaded={people} skeleton={<Skeleton lines={4} height={64} />}>
        {({ people: list }) =>
          list === null ? (
            <TokenForm isBusy={isBusy} onSubmit={(token) => void signIn({ token })} />
          ) : (
            <>
              <p class="lead">{text.signIn.lead}</p>
              <People people={list} isBusy={isBusy} onChoose={(person) => void signIn({ person })} />
              <details class="token-details">
                <summary>{text.signIn.tokenTitle}</summary>
                <TokenForm isBusy={isBusy} onSubmit={(token) => void signIn({ token })} />
              </details>
            </>
          )
        }
      </LoadedPart>
    </main>
  );
}

interface PeopleProps {
  people: readonly Person[];
  isBusy: boolean;
  onChoose: (person: string) => void;
}

function People({ people, isBusy, onChoose }: PeopleProps) {
  const groups = [
    { words: text.signIn.groups.affiliate, members: people.filter(({ role }) => role === 'affiliate') },
    {
      words: text.signIn.groups.support,
      members: people.filter(({ role }) => role === 'support' || role === 'admin'),
    },
    { words: text.signIn.groups.traveler, members: people.filter(({ role }) => role === 'traveler') },
  ];
  return (
    <div class="people">
      {groups
        .filter(({ members }) => members.length > 0)
        .map(({ words, members }) => (
          <section key={words.title}>
            <h2>{words.title}</h2>
            <p class="faint">{words.about}</p>
            <div class="cards">
              {members.map((member) => (
                <button
                  key={member.person}
                  type="button"
                  class="person"
                  disabled={isBusy}
                  onClick={() => onChoose(member.person)}
                >
                  <span class={`avatar ${member.role}`} aria-hidden="true">
                    {initials(member.name)}
                  </span>
                  <span class="person-words">
                    <strong>{member.name}</strong>
                    <span class="faint">{aboutPerson(member)}</span>
                  </span>
                  <Icon name="arrow" />
                </button>
              ))}
            </div>
          </section>
        ))}
    </div>
  );
}

function TokenForm({ isBusy, onSubmit }: { isBusy: boolean; onSubmit: (token: string) => void }) {
  const [token, setToken] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit(token);
  };
  return (
    <form class="token-form" onSubmit={submit}>
      <p class="faint">{text.signIn.tokenLead}</p>
      <label>
        {text.signIn.token}
        <textarea
          rows={4}
          required
          spellcheck={false}
          autocomplete="off"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      <p class="faint">
        <code>{text.signIn.tokenDevelopment}</code>
      </p>
      <button type="submit" class="button strong" disabled={isBusy || token.trim() === ''}>
        {text.signIn.submit}
      </button>
    </form>
  );
}

function aboutPerson({ role, trips }: Person): string {
  return role === 'traveler' ? text.signIn.trips(trips ?? 0) : text.signIn[role];
}

function initials(name: string): string {
  const words = name.split(/[\s_-]+/).filter((word) => /^\p{Letter}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');
}

/** The page that asked for a session; only a path of this app. */
function destination(): string {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
}
