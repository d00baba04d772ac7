#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

/* One way out neither submits nor discards the record. */
SEC("tracepoint/syscalls/sys_enter_write")
int leak(void *ctx)
{
	__u64 *record = bpf_ringbuf_reserve(&events, sizeof(*record), 0);

	if (!record)
		return 0;
	*record = bpf_ktime_get_ns();
	if (*record & 1)
		return 0;
	bpf_ringbuf_submit(record, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
