import { render } from 'preact';
import { App } from './app.tsx';
import { watchForLinks } from './data/mail-link.ts';
import { watchForRefresh } from './data/refresh.ts';

const place = document.querySelector('#app');
if (place) {
  watchForLinks();
  watchForRefresh();
  render(<App />, place);
}
