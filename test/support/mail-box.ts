/** A mail as the local run's mail server shows it. */
export interface ShownMail {
  messageId: string;
  subject: string;
  destination: { to: string[] };
  body: { text?: string };
}

/** Every mail that was sent, also those that the server has forgotten since they were last collected. */
export const openMailBox = (mailEndpoint: string) => {
  const mails = new Map<string, ShownMail>();
  const collect = async (): Promise<void> => {
    const { emails } = (await (await fetch(`${mailEndpoint}/store`)).json()) as { emails: ShownMail[] };
    for (const mail of emails) mails.set(mail.messageId, mail);
  };
  return {
    collect,
    /** Those to an address, each as its subject and the device that it is about. */
    to: (address: string): string[] =>
      [...mails.values()]
        .filter(({ destination }) => destination.to.includes(address))
        .map(({ subject, body }) => [subject, /Device: +(.*)/.exec(body.text ?? '')?.[1]].filter(Boolean).join(': ')),
  };
};
