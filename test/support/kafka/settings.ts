/** Settings of a single node that is broker and controller; small and quick rather than durable. */
export function kafkaSettings(listen: {
  host: string;
  brokerPort: number;
  controllerPort: number;
  /** Where clients find it. */
  advertised: string;
}): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@localhost:${listen.controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${listen.host}:${listen.brokerPort},CONTROLLER://${listen.host}:${listen.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${listen.advertised}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    // After a kill the node may come back only when its old session is over (9 s by default).
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '500',
    'log.cleaner.dedupe.buffer.size': '16777216',
    'num.network.threads': '2',
    'num.io.threads': '2',
  };
}
