/**
 * What every response to a browser carries, whether a function answers or CloudFront from the bucket. Nothing from
 * another origin is loaded, nothing inline runs, and nobody may frame the page.
 */
export const contentSecurityPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
} as const;

/** The same on every response; names in lower case. */
export const securityHeaders = {
  'content-security-policy': Object.entries(contentSecurityPolicy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  // Two years, as the preload list of the browsers asks; subdomains are the operator's to decide.
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** Personal data, and the page that shows it, are kept nowhere. Only files named by their hash are. */
export const cacheControl = { nothing: 'no-store', hashed: 'public, max-age=31536000, immutable' } as const;

/** A file with a hash in its name, as the build of the dashboard names all but the page: never another content. */
export const hashedFile = /^\/assets\/.+-[0-9A-Za-z]{8}\.[a-z0-9]+$/;
