import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { leave } from '../api/calls.ts';
import { deviceList } from '../data/device-store.ts';
import { tellOtherTabs } from '../data/refresh.ts';
import { noteLeft } from '../data/session-state.ts';
import { useStore } from '../data/store.ts';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { say } from '../parts/notice.tsx';
import { problemText } from '../parts/problem-text.ts';
import { useLanguage } from '../text/language.tsx';
import { languages } from '../text/text.ts';
import type { Language } from '../text/text.ts';

/** This device, the language, and the way out. A popover of the browser's: Escape and a click beside it close it. */
export const AccountMenu = ({ bare }: { bare: boolean }) => {
  const { text, format, language, choose } = useLanguage();
  const { path } = useLocation();
  const { devices } = useStore(deviceList);
  const current = devices.find((device) => device.current);
  const menu = useRef<HTMLDivElement>(null);
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    if (menu.current?.matches(':popover-open')) menu.current.hidePopover();
  }, [path]);

  const signOut = async (): Promise<void> => {
    if (leaving) return;
    setLeaving(true);
    const answer = await leave();
    setLeaving(false);
    if (!answer.ok) return say(problemText(answer.problem, text, format), 'problem');
    noteLeft();
    tellOtherTabs();
  };

  return (
    <div class="account">
      <button type="button" class="button-quiet account-button" popovertarget="account-menu">
        <Icon name={bare ? 'globe' : 'person'} />
        <span class="account-label">{bare ? text.menu.language : text.menu.label}</span>
      </button>
      <div ref={menu} id="account-menu" popover="auto" class="menu">
        {!bare && current && (
          <a class="menu-device" href={`/devices/${current.id}`}>
            <Icon name={current.kind} />
            <span>
              <span class="muted small">{text.menu.thisDevice}</span>
              <bdi>{current.name}</bdi>
            </span>
          </a>
        )}
        {!bare && (
          <ul class="menu-links">
            <MenuLink href="/review" icon="review" label={text.menu.review} />
            <MenuLink href="/settings" icon="settings" label={text.menu.settings} />
          </ul>
        )}
        <fieldset class="menu-languages">
          <legend class="muted small">{text.menu.language}</legend>
          {(Object.entries(languages) as [Language, string][]).map(([code, name]) => (
            <label key={code} class="choice" lang={code}>
              <input type="radio" name="language" checked={code === language} onChange={() => choose(code)} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        {!bare && (
          <button type="button" class="button menu-out" aria-disabled={leaving} onClick={signOut}>
            <Icon name="out" />
            {leaving ? text.menu.signingOut : text.menu.signOut}
          </button>
        )}
      </div>
    </div>
  );
};

const MenuLink = ({ href, icon, label }: { href: string; icon: IconName; label: string }) => {
  const { path } = useLocation();
  return (
    <li>
      <a class="menu-link" href={href} aria-current={path === href ? 'page' : undefined}>
        <Icon name={icon} />
        {label}
      </a>
    </li>
  );
};
