import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../text/language.tsx';

let openedPages = 0;

interface PageTitleProps {
  /** For the browser's tab. */
  name: string;
  children?: ComponentChildren;
}

/** A page's heading. Going to another page moves the focus here, so that a screen reader says where it is. */
export const PageTitle = ({ name, children }: PageTitleProps) => {
  const { text } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    openedPages += 1;
    // The first page is opened by the browser, which has its own way of saying so.
    if (openedPages > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${name} · ${text.product}`;
  }, [name, text]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? name}
    </h1>
  );
};
