import type { Properties } from './properties.ts';
import { TemplateError } from './template.ts';

export interface Named {
  logicalId: string;
  properties: Properties;
  ref: string;
}

export type ResourcesOfType = (type: string) => Named[];

/** What API Gateway calls the two kinds of API that the local run has. */
export type Protocol = 'HTTP' | 'WEBSOCKET';

/** One API of the template with what belongs to it. */
export interface SelectedApi {
  api: Named;
  stage: Named;
  /** By the end of their type: `Route`. */
  ofApi: ResourcesOfType;
}

/**
 * Find the API of a protocol. A template may have one of each, and each has one stage, as each has one port.
 *
 * @throws {TemplateError} for more of them, and for a protocol that the local run does not know
 */
export function selectApi(ofType: ResourcesOfType, protocol: Protocol): SelectedApi | undefined {
  const all = ofType('AWS::ApiGatewayV2::Api');
  const apis = all.filter(({ logicalId, properties }) => {
    const its = properties.text('ProtocolType');
    if (its !== 'HTTP' && its !== 'WEBSOCKET')
      throw new TemplateError(`${logicalId}: the protocol ${its} is not known`);
    return its === protocol;
  });
  const [api] = apis;
  if (api === undefined) return undefined;
  const ofApi: ResourcesOfType = (type) =>
    ofType(`AWS::ApiGatewayV2::${type}`).filter(({ logicalId, properties }) => {
      const its = properties.text('ApiId');
      // It would belong to nothing that runs here.
      if (!all.some(({ ref }) => ref === its)) throw new TemplateError(`${logicalId}: the template has no API ${its}`);
      return its === api.ref;
    });
  const stages = ofApi('Stage');
  const [stage] = stages;
  if (stage === undefined || apis.length > 1 || stages.length > 1) {
    const found = `${apis.length} with ${stages.length}`;
    throw new TemplateError(
      `${api.logicalId}: the local run has one ${protocol} API with one stage, the template ${found}`,
    );
  }
  stage.properties.only(
    'AccessLogSettings',
    'ApiId',
    'AutoDeploy',
    'DefaultRouteSettings',
    'DeploymentId',
    'Description',
    'RouteSettings',
    'StageName',
    'Tags',
  );
  return { api, stage, ofApi };
}
