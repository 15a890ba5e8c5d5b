import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme } from './state/theme.ts';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/shell.css';
import './style/pages.css';
import './style/journeys.css';
import './style/operations.css';

applyTheme();
const place = document.querySelector('#app');
if (place !== null) {
  place.replaceChildren();
  render(<App />, place);
}
