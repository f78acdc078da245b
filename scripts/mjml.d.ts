/** What we use of mjml, which brings no types. */
declare module 'mjml' {
  const mjml2html: (
    source: string,
    options: {
      filePath: string;
      ignoreIncludes: boolean;
      includePath: string[];
      keepComments: boolean;
      fonts: Record<string, string>;
      validationLevel: 'strict';
      minify: boolean;
      minifyOptions: { minifyCss: false };
    },
  ) => Promise<{ html: string }>;
  export = mjml2html;
}
