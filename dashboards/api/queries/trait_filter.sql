    -- Of each dimension that is filtered: limited to the values, or free of them.
    and (concat('entryPage=', landing_page) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'entryPage') -- when: entryPage
    and (concat('referrer=', external_referrer_host) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'referrer') -- when: referrer
    and (concat('channel=', channel) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'channel') -- when: channel
    and (concat('source=', utm_source) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'source') -- when: source
    and (concat('medium=', utm_medium) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'medium') -- when: medium
    and (concat('campaign=', utm_campaign) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'campaign') -- when: campaign
    and (concat('country=', country) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'country') -- when: country
    and (concat('device=', device) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'device') -- when: device
    and (concat('browser=', browser) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'browser') -- when: browser
    and (concat('os=', os) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'os') -- when: os
