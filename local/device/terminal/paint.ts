import { styleText } from 'node:util';

type Painter = (text: string) => string;

/** Colours by meaning. */
export type Paint = Record<'good' | 'bad' | 'wait' | 'dim' | 'strong', Painter>;

const styles = { good: 'green', bad: 'red', wait: 'yellow', dim: 'dim', strong: 'bold' } as const;

/** Colours for this stream: none when it is no terminal, or NO_COLOR says so. */
export const paintFor = (stream: NodeJS.WritableStream): Paint => {
  const painter =
    (style: (typeof styles)[keyof typeof styles]): Painter =>
    (text) =>
      styleText(style, text, { stream });
  return {
    good: painter(styles.good),
    bad: painter(styles.bad),
    wait: painter(styles.wait),
    dim: painter(styles.dim),
    strong: painter(styles.strong),
  };
};

/** For text that goes into a file, or into a test. */
export const plainPaint: Paint = {
  good: (text) => text,
  bad: (text) => text,
  wait: (text) => text,
  dim: (text) => text,
  strong: (text) => text,
};
