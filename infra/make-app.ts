import { App, type AppProps } from 'aws-cdk-lib';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The CDK app with the defaults that new projects get, under the CDK command and in-process alike. */
export const makeApp = (props: AppProps = {}): App =>
  new App({
    context: require('aws-cdk-lib/recommended-feature-flags.json') as Record<string, boolean>,
    // No resource that only reports to AWS which CDK this is: the template holds what the product needs.
    analyticsReporting: false,
    ...props,
  });
