import type { ReviewLinks, ReviewRequest } from '../domain/review/review-request.ts';
import type { Words } from './device-words.ts';
import type { Mail } from './mail.ts';
import { mailFormat } from './mail-format.ts';
import { paragraph } from './plain-text.ts';
import { reviewContent } from './review-content.ts';
import type { ReviewContent } from './review-content.ts';
import { reviewMailHtml } from './review-mail-html.generated.ts';
import { mailText } from './text/mail-text.ts';

/**
 * The mail that asks an owner to review the devices, in the owner's language. Its links show; they change nothing.
 *
 * @param timeZone its days are those of this zone (IANA name)
 */
export const reviewMail = (request: ReviewRequest, { timeZone }: { timeZone: string }): Mail => {
  const { language, links } = request;
  const words: Words = { text: mailText[language], format: mailFormat(language, timeZone) };
  const content = reviewContent(request, words);
  return {
    subject: content.subject,
    text: asText(content, words, links),
    html: asHtml(content, words, request),
  };
};

const asText = (
  { title, lead, nothingNew, groups, more }: ReviewContent,
  { text }: Words,
  links: ReviewLinks,
): string => {
  const { review } = text;
  const parts = [
    title,
    paragraph(lead),
    ...nothingNew.map(({ count, names }) => [count, ...names.map(({ name }) => `* ${name}`)].join('\n')),
    `${text.reviewDevices}:\n${links.review}`,
    paragraph(review.caution),
    ...groups.flatMap(({ heading, devices }) => [
      `${heading}\n${'-'.repeat(heading.length)}`,
      ...devices.map(({ name, reasons, facts }) =>
        [
          `* ${name}`,
          ...reasons.map((reason) => paragraph(reason, '  ! ', '    ')),
          ...facts.map((fact) => paragraph(fact, '  ', '    ')),
        ].join('\n'),
      ),
    ]),
    ...more.map(({ count }) => count),
    paragraph(review.why),
    `${review.turnOff}:\n${links.unsubscribe}\n${paragraph(review.warnings)}`,
    `${review.anyTime}:\n${links.dashboard}`,
  ];
  return `${parts.join('\n\n')}\n`;
};

const asHtml = (
  { title, lead, nothingNew, groups, more }: ReviewContent,
  { text: { reviewDevices, review } }: Words,
  { language, links }: ReviewRequest,
): string =>
  reviewMailHtml({
    lang: language,
    title,
    preview: lead,
    lead,
    nothingNew: nothingNew.map(({ count, names }) => ({ count: `${count} `, names })),
    link: links.review,
    button: reviewDevices,
    caution: review.caution,
    groups: groups.map(({ heading, devices }) => ({
      heading,
      devices: devices.map(({ name, reasons, facts }) => ({
        name,
        reasons: reasons.map((reason) => ({ reason })),
        facts: facts.map((fact) => ({ fact })),
      })),
    })),
    more,
    why: review.why,
    unsubscribe: links.unsubscribe,
    turnOff: review.turnOff,
    warnings: review.warnings,
    dashboard: links.dashboard,
    anyTime: review.anyTime,
  });
