// Runs in CloudFront at every request for the dashboard. A path without a file's ending is one of the page's own.
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it by its name
function handler(event) {
  var request = event.request;
  if (!/\.[a-z0-9]+$/i.test(request.uri)) request.uri = '/index.html';
  return request;
}
