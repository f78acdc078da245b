/**
 * The headers by which CloudFront says where a viewer is. The local run believes them from anybody who asks; CloudFront
 * itself overwrites them.
 *
 * @param from "Lisbon, PT", "Lisbon, Lisboa, PT" or "PT"
 * @throws RangeError with a sentence for the person at the terminal
 */
export const placeHeaders = (from: string): Record<string, string> => {
  const parts = from.split(',').map((part) => part.trim());
  const country = parts.at(-1) ?? '';
  const [city, region] = parts.slice(0, -1);
  if (parts.length > 3 || parts.includes('') || !/^[A-Za-z]{2}$/.test(country)) {
    throw new RangeError(`"${from}" is not a place. Write city and country code, as in: --from "Lisbon, PT"`);
  }
  return {
    'cloudfront-viewer-country': country.toUpperCase(),
    ...(city && { 'cloudfront-viewer-city': encodeURIComponent(city) }),
    ...(region && { 'cloudfront-viewer-country-region-name': encodeURIComponent(region) }),
  };
};
