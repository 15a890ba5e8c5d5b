import { expect, test } from 'vitest';
import type { EventType } from '../../../../ingest/event.ts';
import { createBotRule } from '../../../../ingest/loader/bot-rule.ts';
import { readPage } from '../../../../ingest/loader/page-columns.ts';

const cases: { why: string; type: EventType; event: object; expected: object }[] = [
  {
    why: 'a page event describes its page in its properties',
    type: 'page',
    event: {
      properties: { url: 'https://Shop.example/a?x=1#top', referrer: 'https://www.google.com/search' },
      context: { page: { url: 'https://old.example/b' } },
    },
    expected: { page_host: 'shop.example', page_path: '/a', referrer_host: 'www.google.com' },
  },
  {
    why: 'the url of a track event may be a product',
    type: 'track',
    event: {
      properties: { url: 'https://product.example/p' },
      context: { page: { url: 'https://shop.example/b', path: '/b?q=1' } },
    },
    expected: { page_host: 'shop.example', page_path: '/b' },
  },
  {
    why: 'the campaign of the context stands before the query',
    type: 'page',
    event: {
      context: {
        campaign: { source: 'mail', name: 'spring' },
        page: { url: 'https://a.example/?utm_source=x&utm_medium=cpc' },
      },
    },
    expected: { utm_source: 'mail', utm_medium: 'cpc', utm_campaign: 'spring' },
  },
  {
    why: 'of several ad clicks the first of the list counts',
    type: 'page',
    event: { context: { page: { url: 'https://a.example/?msclkid=2&gbraid=1&gclid=' } } },
    expected: { ad_click: 'gbraid' },
  },
  {
    why: 'a click id in the properties stands before the one in the url',
    type: 'track',
    event: { properties: { clickId: 'c1' }, context: { page: { url: 'https://a.example/?clickId=c2' } } },
    expected: { click_id: 'c1' },
  },
  {
    why: 'what is no url leaves no trace',
    type: 'page',
    event: { context: { page: { url: 'nonsense', referrer: '$direct' } }, properties: 'none' },
    expected: { page_host: '', page_path: '', referrer_host: '', utm_source: '', ad_click: '', click_id: '' },
  },
];
test.each(cases)('$why', ({ type, event, expected }) => {
  expect(readPage(type, JSON.parse(JSON.stringify(event)))).toMatchObject(expected);
});

test('a bot is named by the rule that caught it, a browser by none', () => {
  const botRule = createBotRule();
  expect(botRule('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)')).not.toBe('');
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36';
  expect([botRule(chrome), botRule(chrome), botRule('')]).toEqual(['', '', '']);
});
