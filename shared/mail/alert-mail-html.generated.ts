// Made from templates/alert.mjml by `npm run generate`.
import { fill } from './fill.ts';
import type { Piece } from './fill.ts';

export type AlertMailSlots = { lang: string; title: string; preview: string; opening: string; facts: { label: string; value: string }[]; advice: string; link: string; button: string; why: string };

const pieces: readonly Piece[] = [
  "<!doctype html><html lang=\"",
  {
    "slot": "lang"
  },
  "\" dir=\"ltr\" xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><title>",
  {
    "slot": "title"
  },
  "</title><!--[if !mso]><!--><meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\"><!--<![endif]--><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style type=\"text/css\"> #outlook a { padding:0; } body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; } table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; } img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; } p { display:block;margin:13px 0; } </style><!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]--><!--[if lte mso 11]><style type=\"text/css\"> .mj-outlook-group-fix { width:100% !important; } </style><![endif]--><style type=\"text/css\"> @media only screen and (min-width:480px) { .mj-column-per-100 { width:100% !important; max-width: 100%; } } </style><style media=\"screen and (min-width:480px)\"> .moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; } </style><style type=\"text/css\"> :root { color-scheme: light dark; supported-color-schemes: light dark; } h1, h2, h3, p { margin: 0; } a { color: #2f55c8; } td, p, h1, h2, h3 { overflow-wrap: anywhere; } @media (max-width: 479px) { .button table, .button a { width: 100% !important; box-sizing: border-box; text-align: center; } } @media (prefers-color-scheme: dark) { .ground, .ground > div, .ground > table { background: #10151b !important; } .card, .card > table { background: #181f27 !important; } .line, .card > table > tbody > tr > td { border-color: #2b3541 !important; } .text, .text div, .text table, .text h1, .text h2, .text h3 { color: #e7ecf2 !important; } .muted, .muted div { color: #a2aebc !important; } .mark { color: #f7cd82 !important; background-color: #382c13 !important; } .button td, .button a { background: #9db7ff !important; color: #101c3c !important; } .link { color: #9db7ff !important; } } </style><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><meta name=\"x-apple-disable-message-reformatting\"><meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no,url=no\"></head><body class=\"ground\" style=\"word-spacing:normal;background-color:#f5f6f8;\"><div style=\"display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;\">",
  {
    "slot": "preview"
  },
  "</div><div aria-label=\"",
  {
    "slot": "title"
  },
  "\" aria-roledescription=\"email\" role=\"article\" lang=\"",
  {
    "slot": "lang"
  },
  "\" dir=\"ltr\" style=\"word-spacing:normal;background-color:#f5f6f8;\"><!--[if mso | IE]><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"ground-outlook\" role=\"presentation\" style=\"width:600px;\" width=\"600\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]--><div class=\"ground\" style=\"margin:0px auto;max-width:600px;\"><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"width:100%;\"><tbody><tr><td style=\"direction:ltr;font-size:0px;padding:24px 12px;text-align:center;\"><!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"card-outlook\" width=\"600px\" ><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"card-outlook\" role=\"presentation\" style=\"width:576px;\" width=\"576\" bgcolor=\"#ffffff\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]--><div class=\"card\" style=\"background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:576px;border-radius:12px;overflow:hidden;\"><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;\"><tbody><tr><td style=\"border:1px solid #dfe3e9;border-radius:12px;direction:ltr;font-size:0px;padding:0;text-align:left;\"><!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"\" style=\"vertical-align:top;width:574px;\" ><![endif]--><div class=\"mj-column-per-100 mj-outlook-group-fix\" style=\"font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;\"><table border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" width=\"100%\"><tbody><tr><td style=\"vertical-align:top;padding:0 0 28px;\"><table border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" width=\"100%\"><tbody><tr><td align=\"left\" class=\"text\" style=\"font-size:0px;padding:0 24px;padding-top:28px;word-break:break-word;\"><div style=\"font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#18212c;\"><h1 style=\"margin: 0; font-size: 22px; line-height: 29px; font-weight: 700\">",
  {
    "slot": "title"
  },
  "</h1></div></td></tr><tr><td align=\"left\" class=\"text\" style=\"font-size:0px;padding:0 24px;padding-top:12px;word-break:break-word;\"><div style=\"font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#18212c;\"><p style=\"margin: 0\">",
  {
    "slot": "opening"
  },
  "</p></div></td></tr><tr><td align=\"left\" class=\"text\" style=\"font-size:0px;padding:0 24px;padding-top:16px;word-break:break-word;\"><table cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" width=\"100%\" border=\"0\" style=\"color:#18212c;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:24px;table-layout:auto;width:100%;border:none;\">",
  {
    "each": "facts",
    "pieces": [
      "<tr><td class=\"line muted\" style=\"padding: 7px 12px 7px 0; border-top: 1px solid #dfe3e9; color: #55616f; white-space: nowrap; vertical-align: top;\">",
      {
        "slot": "label"
      },
      "</td><td class=\"line\" style=\"padding: 7px 0; border-top: 1px solid #dfe3e9; width: 100%\"><bdi>",
      {
        "slot": "value"
      },
      "</bdi></td></tr>"
    ]
  },
  "</table></td></tr><tr><td align=\"left\" class=\"text\" style=\"font-size:0px;padding:0 24px;padding-top:16px;word-break:break-word;\"><div style=\"font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#18212c;\"><p style=\"margin: 0\">",
  {
    "slot": "advice"
  },
  "</p></div></td></tr><tr><td align=\"left\" class=\"button\" style=\"font-size:0px;padding:22px 24px 0;word-break:break-word;\"><table border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"border-collapse:separate;line-height:100%;\"><tbody><tr><td align=\"center\" bgcolor=\"#2f55c8\" role=\"presentation\" style=\"border:none;border-radius:8px;cursor:auto;mso-padding-alt:13px 22px;background:#2f55c8;\" valign=\"middle\"><a href=\"",
  {
    "slot": "link"
  },
  "\" style=\"display:inline-block;background:#2f55c8;color:#ffffff;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;font-weight:600;line-height:120%;margin:0;text-decoration:none;text-transform:none;padding:13px 22px;mso-padding-alt:0px;border-radius:8px;\" target=\"_blank\">",
  {
    "slot": "button"
  },
  "</a></td></tr></tbody></table></td></tr></tbody></table></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table><![endif]--></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table></td></tr><tr><td class=\"ground-outlook\" width=\"600px\" ><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"ground-outlook\" role=\"presentation\" style=\"width:576px;\" width=\"576\" bgcolor=\"#f5f6f8\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]--><div class=\"ground\" style=\"background:#f5f6f8;background-color:#f5f6f8;margin:0px auto;max-width:576px;\"><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"background:#f5f6f8;background-color:#f5f6f8;width:100%;\"><tbody><tr><td style=\"direction:ltr;font-size:0px;padding:0;text-align:left;\"><!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"\" style=\"vertical-align:top;width:576px;\" ><![endif]--><div class=\"mj-column-per-100 mj-outlook-group-fix\" style=\"font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;\"><table border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" width=\"100%\"><tbody><tr><td style=\"vertical-align:top;padding:20px 0 8px;\"><table border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" width=\"100%\"><tbody><tr><td align=\"left\" class=\"muted\" style=\"font-size:0px;padding:0 24px;word-break:break-word;\"><div style=\"font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:14px;line-height:21px;text-align:left;color:#55616f;\"><p style=\"margin: 0\">",
  {
    "slot": "why"
  },
  "</p></div></td></tr></tbody></table></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table><![endif]--></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table><![endif]--></div></body></html>"
];

export const alertMailHtml = (slots: AlertMailSlots): string => fill(pieces, slots);
