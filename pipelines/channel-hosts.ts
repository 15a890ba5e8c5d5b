/**
 * Hosts by which a referrer is a search engine or a social network, as patterns that match the host itself and
 * its subdomains. Names in front of a country's ending (google.de, google.co.uk) are matched as such.
 */
const searchEngines = [
  'google',
  'bing',
  'yahoo',
  'duckduckgo',
  'baidu',
  'yandex',
  'ecosia',
  'qwant',
  'startpage',
  'naver',
  'seznam',
  'sogou',
  'kagi',
  'brave',
];

const socialNetworks = [
  'facebook',
  'instagram',
  'linkedin',
  'pinterest',
  'reddit',
  'tiktok',
  'twitter',
  'youtube',
  'threads',
  'tumblr',
  'vk',
  'weibo',
  'whatsapp',
  'snapchat',
  'quora',
];

/** Short hosts that belong to a network whole. */
const socialHostsWhole = [
  't.co',
  'x.com',
  'lnkd.in',
  'fb.com',
  'fb.me',
  'pin.it',
  'youtu.be',
  'bsky.app',
  't.me',
  'mastodon.social',
];

const ending = '\\.[a-z]{2,3}(\\.[a-z]{2})?$';
const escaped = (host: string) => host.replaceAll('.', '\\.');

/** RE2 pattern of search engines' hosts, lower case. */
export const searchHosts = `(^|\\.)(${searchEngines.join('|')})${ending}`;

/** RE2 pattern of social networks' hosts, lower case. */
export const socialHosts = `(^|\\.)((${socialNetworks.join('|')})${ending}|(${socialHostsWhole.map(escaped).join('|')})$)`;
