/** Names of tools, folded, that are not English words. Speech recognition writes them without a capital, and so may a model. */
export const tools: ReadonlySet<string> = new Set(
  (
    "airflow ansible appium asana aws azure bazel bigquery bitbucket cassandra cloudflare cloudformation cloudfront cmake codeigniter " +
    "confluence couchbase couchdb databricks datadog dbt debian django docker dynamodb ebpf ec2 elasticsearch elasticache erlang etcd " +
    "fastapi figma firebase flink fluentd gcp gcs github gitlab golang grafana graphql grpc hadoop haproxy hbase heroku hubspot " +
    "influxdb istio javascript jenkins jira json jupyter kafka keras kibana kinesis kotlin kubernetes langchain laravel " +
    "linux looker mariadb memcached mongodb mqtt mssql mysql neo4j netlify netsuite nextjs nginx nodejs numpy oauth opensearch opentelemetry " +
    "pagerduty php playwright postgres postgresql powerpoint prometheus pulsar pulumi pyspark pytest pytorch quickbooks " +
    "rabbitmq redis redshift redux rxjs s3 salesforce scala selenium servicenow shopify sidekiq solr spinnaker splunk sql " +
    "sqlite sqs supabase svelte tensorflow terraform trello twilio typescript vercel vite vue webpack websocket workday " +
    "xcode zendesk zookeeper"
  ).split(" "),
);
