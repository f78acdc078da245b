import { deviceKinds, pushPlatforms } from '../../../shared/contracts/values.ts';

/** What `npm run device -- --help` prints. */
export const deviceHelp = `
A device that signs in, stays signed in, and obeys when it is signed out.

  npm run device -- --name "Work laptop" --from "Lisbon, PT"
  npm run device -- --name "Work laptop" --connect
  npm run device -- --name "Ada's phone" --kind phone --push fcm
  npm run device -- --name "Ada's phone" --offline-for 30s

The device
  --name <text>         What its owner calls it. Default: the name of this machine
  --kind <kind>         ${deviceKinds.join(', ')}. Default: computer
  --os <text>           Such as "Android 16"
  --model <text>        Such as "Pixel 10"
  --app <text>          The app that signs in. Default: the service of its app client
  --from "City, CC"     Where it is. On AWS, CloudFront finds that out and says so in headers; for the local run this
                        terminal sends the same headers, and the local run stands in for CloudFront and passes them on.
                        A deployed stage overwrites them
  --shared              A public or shared computer: the session is short and ends by itself

The sign-in
  --email <address>     Default: the demo account of the local run
  --password <text>     Default: the demo account's. For any other account you are asked, which is safer: a command
                        line can be read by others on this machine
  --client <name>       The app client: app or console (which allows two devices at a time). Default: app

How it is told of its sign-out (it checks in besides, as often as the service says)
  --connect             Keep a connection open: the sign-out is told over it at once. A lost one is opened again
  --push <platform>     Take pushes by ${pushPlatforms.join(', ')}. The local run stands in for the platforms: nothing
                        leaves this machine, and the push arrives here as it would on a phone
  --push-token <token>  The token that the platform knows the device by. Default: a made-up one, kept in the profile

What it does
  --offline-for <time>  Register, then make no request for so long (30s, 2m): a sign-out waits for it meanwhile
  --once                Check in once and end
  --sign-out            Sign this device itself out and end

Where things are
  --profile <name>      Names the file that the credentials are kept in. Default: made from --name. A device that is
                        started again with the same profile goes on where it was, without signing in
  --credentials <dir>   The folder of these files. Default: .local/devices
  --outputs <file>      What a deploy wrote with "cdk deploy --outputs-file". Default: .local/outputs.json

Ctrl-C ends the program and leaves the device signed in.

Exit codes: 0 done, or left signed in · 1 failed · 2 wrong usage · 3 was signed out, and there is no terminal to ask at
· 4 the service is in use on as many devices as it allows
`.trim();
