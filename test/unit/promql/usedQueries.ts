/** One query a line. */
function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Queries as dashboards and rule files have them: of hosts, Kubernetes, collectors, and the like. Prometheus takes each. */
export const usedQueries: readonly string[] = lines(String.raw`
100 - (avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100)
1 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) by (instance)
sum by (mode) (rate(node_cpu_seconds_total{instance="$1",job=~"node.*"}[1m])) / on () group_left () count(count by (cpu) (node_cpu_seconds_total{job=~"node.*"}))
node_memory_MemTotal_bytes - node_memory_MemFree_bytes - node_memory_Cached_bytes - node_memory_Buffers_bytes - node_memory_SReclaimable_bytes
(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) * 100 > 90
100 - ((node_filesystem_avail_bytes{mountpoint="/",fstype!="rootfs"} * 100) / node_filesystem_size_bytes{mountpoint="/",fstype!="rootfs"})
predict_linear(node_filesystem_avail_bytes{fstype!~"tmpfs|fuse.lxcfs|squashfs"}[6h], 24 * 3600) < 0 and node_filesystem_readonly == 0
(node_filesystem_files_free{fstype!=""} / node_filesystem_files{fstype!=""} * 100 < 40 and predict_linear(node_filesystem_files_free{fstype!=""}[6h], 24*60*60) < 0 and node_filesystem_readonly{fstype!=""} == 0)
rate(node_network_receive_errs_total[2m]) / rate(node_network_receive_packets_total[2m]) > 0.01
increase(node_vmstat_oom_kill[5m]) > 0
changes(node_systemd_unit_state{state="failed"}[10m]) > 3 or node_systemd_unit_state{state="failed"} == 1
(node_timex_offset_seconds > 0.05 and deriv(node_timex_offset_seconds[5m]) >= 0) or (node_timex_offset_seconds < -0.05 and deriv(node_timex_offset_seconds[5m]) <= 0)
min_over_time(node_timex_sync_status[5m]) == 0 and node_timex_maxerror_seconds >= 16
node_load1 / count without (cpu, mode) (node_cpu_seconds_total{mode="idle"}) > 2
rate(node_disk_io_time_weighted_seconds_total{device=~"(/dev/)?(mmcblk.p.+|nvme.+|rbd.+|sd.+|vd.+|xvd.+|dm-.+|md.+|dasd.+)"}[5m]) > 10
topk(10, count by (__name__) ({__name__=~".+"}))
topk(5, sum by (pod) (rate(container_cpu_usage_seconds_total{image!="",container!="POD"}[5m])))
sum(kube_pod_status_phase{phase="Pending"}) by (namespace) > 0
sum by (namespace, pod) (max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Unknown|Failed"}) * on (namespace, pod) group_left (owner_kind) topk by (namespace, pod) (1, max by (namespace, pod, owner_kind) (kube_pod_owner{owner_kind!="Job"}))) > 0
max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff", job="kube-state-metrics"}[5m]) >= 1
kube_deployment_status_observed_generation{job="kube-state-metrics"} != kube_deployment_metadata_generation{job="kube-state-metrics"}
(kube_deployment_spec_replicas{job="kube-state-metrics"} > kube_deployment_status_replicas_available{job="kube-state-metrics"}) and (changes(kube_deployment_status_replicas_updated{job="kube-state-metrics"}[10m]) == 0)
kube_statefulset_status_replicas_ready != kube_statefulset_status_replicas
time() - max by (namespace, job_name, cluster) (kube_job_status_start_time and kube_job_status_active > 0) > 43200
(kube_horizontalpodautoscaler_status_desired_replicas != kube_horizontalpodautoscaler_status_current_replicas) and (kube_horizontalpodautoscaler_status_current_replicas > kube_horizontalpodautoscaler_spec_min_replicas) and (kube_horizontalpodautoscaler_status_current_replicas < kube_horizontalpodautoscaler_spec_max_replicas) and changes(kube_horizontalpodautoscaler_status_current_replicas[15m]) == 0
sum(namespace_cpu:kube_pod_container_resource_requests:sum) - (sum(kube_node_status_allocatable{resource="cpu"}) - max(kube_node_status_allocatable{resource="cpu"})) > 0
sum(increase(container_cpu_cfs_throttled_periods_total{container!=""}[5m])) without (id, metrics_path, name, image, endpoint, job, node) / sum(increase(container_cpu_cfs_periods_total[5m])) without (id, metrics_path, name, image, endpoint, job, node) > (25 / 100)
kubelet_volume_stats_available_bytes{job="kubelet", metrics_path="/metrics"} / kubelet_volume_stats_capacity_bytes{job="kubelet", metrics_path="/metrics"} < 0.03 and kubelet_volume_stats_used_bytes{job="kubelet", metrics_path="/metrics"} > 0 unless on (cluster, namespace, persistentvolumeclaim) kube_persistentvolumeclaim_access_mode{access_mode="ReadOnlyMany"} == 1
count by (cluster) (count by (git_version, cluster) (label_replace(kubernetes_build_info{job!~"kube-dns|coredns"}, "git_version", "$1", "git_version", "(v[0-9]*.[0-9]*).*"))) > 1
(sum(rate(rest_client_requests_total{job="apiserver",code=~"5.."}[5m])) by (cluster, instance, job, namespace) / sum(rate(rest_client_requests_total{job="apiserver"}[5m])) by (cluster, instance, job, namespace)) > 0.01
histogram_quantile(0.99, sum by (cluster, instance, le) (rate(kubelet_pleg_relist_duration_seconds_bucket{job="kubelet"}[5m])) * on (cluster, instance) group_left (node) kubelet_node_name{job="kubelet"}) >= 10
count by (node) ((kube_pod_status_phase{job="kube-state-metrics",phase="Running"} == 1) * on (instance, pod, namespace, cluster) group_left (node) topk by (instance, pod, namespace, cluster) (1, kube_pod_info{job="kube-state-metrics"}))
sum by (cluster, namespace, workload, workload_type) (rate(container_network_receive_bytes_total{job="kubelet"}[5m]) * on (cluster, namespace, pod) group_left (workload, workload_type) namespace_workload_pod:kube_pod_owner:relabel{workload_type=~".+"})
apiserver_client_certificate_expiration_seconds_count{job="apiserver"} > 0 and on (cluster, job) histogram_quantile(0.01, sum by (cluster, job, le) (rate(apiserver_client_certificate_expiration_seconds_bucket{job="apiserver"}[5m]))) < 604800
sum(apiserver_request:burnrate1h) > (14.40 * 0.01000) and sum(apiserver_request:burnrate5m) > (14.40 * 0.01000)
absent(up{job="kube-scheduler"} == 1)
absent_over_time(up{job="apiserver"}[15m])
up == 0
up{job="prometheus"} == bool 1
count(up == 0) by (job) / count(up) by (job) > 0.1
avg_over_time(up[1d]) * 100
scrape_duration_seconds > 10 or scrape_samples_scraped == 0
sum_over_time(scrape_samples_post_metric_relabeling[1h])
ALERTS{alertstate="firing", severity=~"critical|page"}
count_over_time(ALERTS{alertstate="firing"}[7d])
sum(count_over_time(ALERTS_FOR_STATE[1h])) by (alertname)
sum(rate(http_requests_total{code=~"5.."}[5m])) by (service) / sum(rate(http_requests_total[5m])) by (service)
sum by (route) (rate(http_request_duration_seconds_sum[5m])) / sum by (route) (rate(http_request_duration_seconds_count[5m]))
(sum(rate(http_request_duration_seconds_bucket{le="0.3"}[5m])) by (job) + sum(rate(http_request_duration_seconds_bucket{le="1.2"}[5m])) by (job)) / 2 / sum(rate(http_request_duration_seconds_count[5m])) by (job)
histogram_quantile(0.5, sum(rate(http_request_duration_seconds_bucket[10m])) by (le, method))
histogram_quantile(0.95, rate(request_duration_seconds{namespace="shop"}[5m]))
histogram_fraction(0, 0.2, rate(http_request_duration_seconds[1h]))
histogram_avg(rate(rpc_latency[5m]))
histogram_count(rate(rpc_latency[5m])) > 100
histogram_sum(rate(rpc_latency[5m])) / histogram_count(rate(rpc_latency[5m]))
rate(test_counter1_total[5m])
sum(rate(test_counter1_total{label1=~".+"}[5m])) by (label1)
test_gauge1{region="ap-northeast-1"}
rate(test_summary0_sum[5m]) / rate(test_summary0_count[5m])
test_summary0{quantile="0.99"}
histogram_quantile(0.9, sum by (le) (rate(test_histogram0_bucket[5m])))
otelcol_exporter_send_failed_metric_points_total / (otelcol_exporter_sent_metric_points_total + otelcol_exporter_send_failed_metric_points_total)
sum(rate(otelcol_processor_dropped_metric_points_total[5m])) by (processor, service_instance_id) > 0
otelcol_exporter_queue_size / otelcol_exporter_queue_capacity > 0.8
rate(otelcol_receiver_refused_spans_total{receiver="otlp"}[1m]) > 0
min(otelcol_process_uptime_seconds_total) by (service_instance_id)
sum(container_memory_working_set_bytes{namespace="adot", container="collector"}) by (pod) / sum(kube_pod_container_resource_limits{namespace="adot", container="collector", resource="memory"}) by (pod)
avg_over_time(sum(rate(http_requests_total[5m]))[1h:1m])
max_over_time((sum(rate(http_requests_total[5m])) by (job))[1d:5m] offset 1w)
stddev_over_time(rate(http_requests_total[5m])[1h:]) / avg_over_time(rate(http_requests_total[5m])[1h:])
(sum(rate(http_requests_total[5m])) - sum(rate(http_requests_total[5m] offset 1w))) / sum(rate(http_requests_total[5m] offset 1w))
rate(http_requests_total[5m] @ end())
http_requests_total @ 1700000000.25 offset 5m
sum(http_requests_total{method="GET"} @ start() offset -1h)
quantile_over_time(0.99, node_load1[1w])
last_over_time(batch_last_success_timestamp_seconds[1d])
time() - batch_last_success_timestamp_seconds > 2 * 86400
day_of_week() == 0 or day_of_week() == 6
hour() > 8 < 18
vector(time()) - on () vector(1)
label_join(up{job="api"}, "instance_job", "/", "instance", "job")
label_replace(kube_pod_info, "short", "$1", "pod", "(.*)-[a-z0-9]+-[a-z0-9]+")
label_replace(label_replace(up, "host", "$1", "instance", "([^:]+)(:[0-9]+)?"), "port", "$1", "instance", "[^:]+:([0-9]+)")
count_values("version", build_version)
count_values by (job) ("v", prometheus_build_info) > 1
group by (namespace) (kube_namespace_labels{label_team="payments"})
up * on (instance) group_left (nodename) node_uname_info
node_cpu_seconds_total * on (instance) group_left (nodename, release) node_uname_info{sysname="Linux"}
sum without (instance) (rate(foo_total[5m])) / ignoring (code) group_left sum without (instance, code) (rate(foo_total[5m]))
sum(a) by (x) + on (x) sum(b) by (x) * on (x) sum(c) by (x) - on (x) sum(d) by (x) / on (x) sum(e) by (x) % on (x) sum(f) by (x) ^ on (x) sum(g) by (x)
a and on (x) b or ignoring (y) c unless on () d
clamp(rate(http_requests_total[5m]), 0, 100)
clamp_min(node_memory_MemFree_bytes, 0) or clamp_max(node_memory_MemFree_bytes, 1e9)
round(sum(increase(http_requests_total[1h])) by (code), 1)
sort_desc(sum by (image) (container_memory_usage_bytes))
resets(process_start_time_seconds[1d]) > 5
idelta(node_load1[1m])
irate(node_network_transmit_bytes_total{device!~"lo|veth.*|docker.*|flannel.*|cali.*|cbr.*"}[5m]) * 8
delta(node_hwmon_temp_celsius[30m]) > 5
deriv(process_resident_memory_bytes{job="api"}[1h]) > 1024 * 1024
scalar(count(up)) / 2 < sum(up)
abs(node_timex_offset_seconds) * 1e3
ln(up + 1) + log2(up + 1) + log10(up + 1) + exp(up) + sqrt(up) + sgn(up)
floor(days_in_month(vector(1700000000))) - ceil(month(vector(1700000000)) + year(vector(1700000000)) / 12)
timestamp(up) - time() < -60
sum(rate({"http.server.request.duration_count", "http.route"=~"/api/.*"}[5m])) by ("http.route")
{"http.server.request.duration_bucket", "k8s.pod.name"="a", job="b"}
sum by ("service.name", "k8s.namespace.name", le) (rate({"rpc.server.duration_bucket"}[5m]))
{__name__=~"job:.*:sum", job!~"a|b", instance=~".+:9100", "a.b"!="c"}
{__name__="up", job="api"}
{"up", "down"}
{"up", __name__="up"}
up:5m
up == true
up # {
{job="api", __name__!~"go_.*"}
sum(rate(istio_requests_total{reporter="destination",destination_workload_namespace="shop",response_code!~"5.*"}[5m])) / sum(rate(istio_requests_total{reporter="destination",destination_workload_namespace="shop"}[5m]))
aws_applicationelb_request_count_sum{load_balancer="app/shop/0123456789abcdef"} offset 5m
sum by (dimension_QueueName) (aws_sqs_approximate_number_of_messages_visible_maximum) > 1000 and sum by (dimension_QueueName) (aws_sqs_number_of_messages_deleted_sum) == 0
-sum(rate(http_requests_total[5m])) by (job) + -(avg(up) by (job)) - -1
-(sum(rate(http_request_duration_seconds_sum{namespace="production",service="checkout"}[5m])) / sum(rate(http_request_duration_seconds_count{namespace="production",service="checkout"}[5m])))
(((sum(rate(http_request_duration_seconds_sum{namespace="production",service="checkout"}[5m])) by (service))))
quantile(0.5, sum by (service, namespace, cluster, environment, region) (rate(http_request_duration_seconds_count{code!~"5..|4.."}[30m])))
max_over_time(sum by (service) (rate(http_request_duration_seconds_sum{namespace="production",service="checkout"}[5m]))[1h30m:1m] @ end() offset 1d)
sum(label_replace(label_join(rate(http_request_duration_seconds_sum{namespace="production"}[5m]), "joined", "-", "a", "b"), "x", "$1", "y", "(.*)"))
http_requests_total{environment="production",region="eu-central-1",service="checkout-service",version="2.14.1"}
sum(http_requests_total{environment="production",region="eu-central-1",service="checkout-service",version="2.14.1"})
http_requests_total{environment="production"} + http_requests_total{environment="staging"} + http_requests_total{a="b"}
{zone="b",zone="a",zone=~"c.*",_z="1",Z="2",z9="3"}
up{a="x\ty\"z\\",b='q"r',c="it's",d='日本語',e="é\u00e9\u200b\x00"}
up[1y2w3d4h5m6s7ms] offset 90d
up[36h] offset 1w
up[1000ms] offset 86400
up[90s:15]
sum_over_time(up[1h:30s] @ 1.5)
1e100 + 1e-100 + 123456789012345678 + 0.1e1 + 0X1f + 1_000.5
Inf - +Inf + -Inf + NaN
1h + 5m30s > bool -15s
metric_name offset 1m30s @ 1609746000.123456
(metric_a + metric_b)[5m:1m] offset 10m
sum by (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) (a_rather_long_name_of_a_metric_that_goes_on_and_on_total)
topk by (namespace) (scalar(sum(vector(3))), sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{image!=""}[5m])))
count_values without (instance, pod, container, namespace, cluster) ("a_label_with_a_long_name", kube_pod_container_info{image_spec=~".+"})
`);

/** Queries that go wrong as people, editors and programs go wrong. Prometheus refuses each. */
export const misusedQueries: readonly string[] = lines(String.raw`
sum(rate(http_requests_total[5m])
sum(rate(http_requests_total[5m]))) by (job)
sum(rate(http_requests_total[5m]) by (job)
sum rate(http_requests_total[5m])
sum by job (rate(http_requests_total[5m]))
sum by (job) rate(http_requests_total[5m])
sum by (job), (rate(http_requests_total[5m]))
sum(rate(http_requests_total[5m])) group by (job)
sum(rate(http_requests_total[5m])) by [job]
sum(rate(http_requests_total[5m])) by {job}
sum(rate(http_requests_total[5m])) by (job) by (pod)
sum by (job) without (pod) (up)
sum by (job=api) (up)
sum by ("job" "pod") (up)
sum by (job;pod) (up)
sum by (5) (up)
sum by (job.name) (up)
sum by (job-name) (up)
sum by (*) (up)
sum() by (job)
sum(*)
SELECT sum(up) FROM metrics
count(distinct(up))
count(*) by (job)
rate(http_requests_total)
rate(http_requests_total{5m})
rate(http_requests_total[])
rate(http_requests_total[5])m
rate(http_requests_total[5 m m])
rate(http_requests_total[5min])
rate(http_requests_total[5minutes])
rate(http_requests_total[1M])
rate(http_requests_total[1H])
rate(http_requests_total[1h 30])
rate(http_requests_total[1.5h])
rate(http_requests_total[1h30])
rate(http_requests_total["5m"])
rate(http_requests_total['5m'])
rate(http_requests_total[5m:])[1h]
rate(http_requests_total[5m]{code="500"})
rate([5m]http_requests_total)
rate(http_requests_total[5m]
rate(http_requests_total 5m)
rate(http_requests_total, 5m)
rate(http_requests_total(5m))
rate http_requests_total[5m]
rate(rate(http_requests_total[5m]))
rate(rate(http_requests_total[5m])[5m])
rate(sum(http_requests_total)[5m])
rate(sum by (job) (http_requests_total[5m]))
rate(http_requests_total + http_errors_total[5m])
rate((http_requests_total)[5m])
rate(http_requests_total[5m] + 1)
rate(1)
rate("http_requests_total[5m]")
rate(time())
increase(http_requests_total)
increase(http_requests_total[1h], http_requests_total[1h])
irate(http_requests_total offset 5m)
delta(up > 1)
avg_over_time(up)
avg_over_time(avg(up))
quantile_over_time(up[5m], 0.9)
quantile_over_time(up[5m])
quantile_over_time(0.9, up)
predict_linear(up[1h])
predict_linear(up, 3600)
predict_linear(3600, up[1h])
predict_linear(up[1h], "1h")
histogram_quantile(http_bucket, 0.9)
histogram_quantile(0.9)
histogram_quantile("0.9", http_bucket)
histogram_quantile(0.9, http_bucket[5m])
histogram_quantile(0.9, 0.5, http_bucket)
histogram_fraction(0.1, rate(x[5m]))
histogram_avg(rate)(x[5m])
holt_winters(up[5m], 0.5, 0.5)
label_replace(up, "a", "b", "c")
label_replace(up, a, "b", "c", "d")
label_replace("a", "b", "c", "d", up)
label_join(up, "a")
label_join(up, a, b, c)
label_join("a", ",", "b", "c")
label_keep(up, "job")
topk(5)
topk(up, 5)
topk(5, up, job)
topk by (job) (up)
topk(5, 5)
bottomk("3", up)
quantile("0.5", up)
quantile(0.5, "up")
quantile(up, 0.5)
count_values(up, "v")
count_values("v")
count_values(v, up)
stddev(up[5m])
avg(up, down)
mean(up)
median(up)
percentile(up, 95)
p99(http_latency)
absent(1)
absent("up")
absent(up[5m])
absent_over_time(up)
clamp(up, 0, 1, 2)
clamp_min(0, up)
clamp_max(up)
round(1.5)
round(up, "1")
abs(-1)
abs(1, 2)
ceil("1")
sqrt(4)
exp(up[5m])
scalar("1")
scalar(up[5m])
vector("1")
vector()
time(up)
timestamp(time())
hour("now")
month(1, 2)
minute(time())
sort(1)
sort(up, "desc")
sort_by_label(up, "job")
changes(up)
resets(up)
deriv(up[5m:1m], 2)
pi(1)
pi + 1)
if(up, 1, 0)
case(up)
sum_over_time(up[1h:5m:1m])
max_over_time(up[:5m])
max_over_time(up[5m:x])
max_over_time(up[1h:-5m])
max_over_time(up[1h,5m])
up[1h:0s]
up[0:5m]
up[-1h:5m]
up{job}
up{job=}
up{="api"}
up{job:"api"}
up{job=="api"}
up{job=api}
up{job='api"}
up{job="api'}
up{job="api}
up{job=“api”}
up{job=‘api’}
up{job="api" and pod="a"}
up{job="api" or job="web"}
up{job="api"; pod="a"}
up{job="api",,pod="a"}
up{,job="api"}
up{job="api"}}
up{{job="api"}
up{job=["api","web"]}
up{job in ("api")}
up{job=/api/}
up{job~"api"}
up{job~="api"}
up{job!"api"}
up{job!=~"api"}
up{job<>"api"}
up{job>"api"}
up{job=~api.*}
up{job=~"api["}
up{job=~"(api"}
up{job=~"api)"}
up{job=~"*api"}
up{job=~"+"}
up{job=~"a{2,1}"}
up{job=~"a{1001}"}
up{job=~"(?<!a)b"}
up{job=~"(?=a)"}
up{job=~"\\1"}
up{job=~"a**"}
up{job=~"[z-a]"}
up{job=~"\\"}
up{job="a\qb"}
up{job="a\.b"}
up{job=~"a\.b"}
up{job=~"a\d+"}
up{job="\x"}
up{job="\u12"}
up{job="\8"}
up{job-name="api"}
up{job.name="api"}
up{1job="api"}
up{job name="api"}
up{__name__="down"}
up{__name__=~"up"}
up{"up"}
{"up" job="a"}
{up}
{up, job="a"}
{job=~".*"}
{job=""}
{job!="api"}
{job!~".+"}
{job=~"|a"}
{job=~"a*"}
{__name__!="up"}
{__name__=~".*"}
{__name__=""}
{,}
{}[5m]
rate({}[5m])
sum({})
up.job
up->job
up[job="api"]
up("api")
up@
up @ "2026-01-01"
up @ 2026-01-01T00:00:00Z
up @ now
up @ now()
up @ start() + 5m @ end()
up @ end
up @ (1)
up @ 1 + @ 2
up @ 1 @ 1
up @ +
up @ 1h @ 2h
up offset
up offset -
up offset +-
up offset 5min
up offset "5m"
up offset now
up offset 5m offset 1h
up offset 1h30
up offset [5m]
up[5m] offset
up[5m offset 1h]
offset 5m up
up OFFSET 5m OFFSET 5m
sum(up) offset 5m
(up) offset 5m
rate(up[5m]) offset 5m
1 offset 5m
up + offset 5m
up + + 
up +
+ up +
/ up
up //  down
up ** 2
up ++ down)
up =< 1
up => 1
up = 1
up <> 1
up === 1
up !== 1
up ! = 1
up is 1
up not 1
not up
!up
up && down
up || down
up & down
up | down
up ^^ 2
up ? 1 : 0
up % % 2
up and
and up
up and and down
up or or down
up unless
up unless 1
1 unless up
up and 1
"a" and up
up xor down
up nand down
1 == 2
1 < 2 < 3
1 != NaN
scalar(up) == scalar(down)
time() > 5
up == bool
up bool == 1
up + bool 1
up and bool down
up bool
bool(up)
up > bool bool 1
up == "1"
"a" == "a"
"a" + up
-"a"
+"a"
up[5m] == 1
up[5m] and down
-up[5m]
+up[5m]
up[5m] or up[5m]
up[5m] + down[5m]
up + on down
up + on (job down
up + on job down
up + on {job} down
up + on ("job" down)
on (job) up + down
up on (job) + down
up + down on (job)
up + ignoring down
up + ignoring (job) on (pod) down
up + on (job) ignoring (pod) down
up + group_left down
up + group_left (a) on (job) down
up + on (job) group_left group_right down
up + on (job) group_left (job) down
up + on (job) group_left (a b) down
up + on (job) group_left (*) down
up + on (job) group_middle down
up and on (job) group_left down
up or on (job) group_right down
up unless ignoring (a) group_left (b) down
up + on (job) 1
1 + on (job) up
1 + on (job) 2
up > on (job) bool down
up + on (job) fill (0) down
up + fill_left (0) down
up joins down
up, down
up; down
up down
down)
up "down"
up 5
5 up
5 5
"a" "b"
(up down)
(up,)
(,up)
((up)
(up))
[up]
{up)
()
sum(())
rate(())
1,000
1'000
1_000_
1__0
0x
0xz
0o17
0b101
1e
1e+
1.2.3
.
..5
1..
5mm
5hm
1h1h
1m1h
1s1m1h
5µs
5us
5ns
1d1
99999999999y
300y
'
"
"unclosed
'unclosed
"a"b"
'a'b'
"\400"
"\ud800"
"\U00110000"
"\x4g"
# nothing but a comment
) # up
\u0075p
up\
up\n
ｕｐ
up{job＝"api"}
up（）
up，down
up＋1
“up”
π
2 × 3
6 ÷ 2
up ≥ 1
up ≤ 1
up ≠ 1
§
€
~
?
@
=
==
=~
^
%
*
<
>
;
&
|
group_left
on
ignoring
bool
atan2
sum by
sum without (
sum by (
by (job) sum(up)
without (job) (up)
limitk(5, up)
limit_ratio(0.5, up)
info(up)
info(up, {k8s_cluster_name=~".+"})
mad_over_time(up[5m])
double_exponential_smoothing(up[5m], 0.5, 0.5)
sort_by_label_desc(up, "a")
ts_of_max_over_time(up[5m])
first_over_time(up)
step()
range()
up[step]
up[range(1)]
up[max_of(5m)]
up[max_of(5m, 1m, 2m)]
up[5m + ]
up[5m / 0]
up[5m % 0]
up[(5m]
up[5m)]
up[5m + "1m"]
up[up]
up[5m - up]
up[5m] anchored smoothed
up[5m:1m] anchored
up anchored smoothed
sum(up) anchored
anchored up)
1 smoothed
`);
