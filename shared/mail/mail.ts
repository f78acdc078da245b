/** An e-mail without its address. Both parts say the same. */
export interface Mail {
  subject: string;
  text: string;
  html: string;
}
