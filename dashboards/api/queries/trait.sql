      multiIf(
        {by:String} = 'channel', toString(channel),
        {by:String} = 'source', toString(utm_source),
        {by:String} = 'medium', toString(utm_medium),
        {by:String} = 'campaign', toString(utm_campaign),
        {by:String} = 'referrer', toString(external_referrer_host),
        {by:String} = 'country', toString(country),
        {by:String} = 'device', toString(device),
        {by:String} = 'browser', toString(browser),
        {by:String} = 'os', toString(os),
        {by:String} = 'entryPage', landing_page,
        ''
      )
