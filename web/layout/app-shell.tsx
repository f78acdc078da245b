import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { useLanguage } from '../text/language.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionBanner } from './connection-banner.tsx';

interface AppShellProps {
  /** Nobody is signed in, so there is nowhere to go; `wide` has the room of a list all the same. */
  bare?: boolean | 'wide';
  children: ComponentChildren;
}

/** What stands around every page. */
export const AppShell = ({ bare: how = false, children }: AppShellProps) => {
  const { text } = useLanguage();
  const bare = how !== false;
  return (
    <>
      <a class="skip" href="#content">
        {text.skip}
      </a>
      <header class="header">
        <div class="header-inner">
          <a class="brand" href="/">
            <span class="brand-mark">
              <Icon name="shield" />
            </span>
            {text.product}
          </a>
          {!bare && <Navigation />}
          <AccountMenu bare={bare} />
        </div>
      </header>
      {!bare && <ConnectionBanner />}
      <main id="content" tabIndex={-1} class={how === true ? 'main main-bare' : 'main'}>
        {children}
      </main>
      <Notice />
    </>
  );
};

const Navigation = () => {
  const { text } = useLanguage();
  const { path } = useLocation();
  const items: [string, string, IconName][] = [
    ['/', text.nav.overview, 'overview'],
    ['/devices', text.nav.devices, 'list'],
    ['/activity', text.nav.activity, 'activity'],
  ];
  const section = path.startsWith('/sell') ? '/devices' : `/${path.split('/')[1]}`;
  return (
    <nav class="nav" aria-label={text.nav.label}>
      <ul>
        {items.map(([href, label, icon]) => (
          <li key={href}>
            <a href={href} aria-current={path === href ? 'page' : section === href ? 'true' : undefined}>
              <Icon name={icon} />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
