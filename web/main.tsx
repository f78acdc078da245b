import { render } from 'preact';
import { App } from './app.tsx';
import { watchForRefresh } from './data/refresh.ts';

const place = document.querySelector('#app');
if (place) {
  watchForRefresh();
  render(<App />, place);
}
