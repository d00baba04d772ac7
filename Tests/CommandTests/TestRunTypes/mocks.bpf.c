/* Programs whose calls tests answer. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct event {
	__u64 when;
	__u32 pid;
	char comm[16];
	char text[12];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 8);
} table SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(key_size, 4);
	__uint(value_size, 1016);
	__uint(max_entries, 8);
} stacks SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct event *unused __attribute__((unused));

__u64 lost;

SEC("kprobe/do_sys_openat2")
int BPF_KPROBE(on_open, int directory, const char *path)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		lost++;
		return 1;
	}
	event->when = bpf_ktime_get_ns();
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_user_str(event->text, sizeof(event->text), path) < 0)
		__builtin_memset(event->text, 0, sizeof(event->text));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

SEC("xdp")
int route(struct xdp_md *ctx)
{
	struct bpf_fib_lookup lookup = {.family = 2};
	__u32 key = bpf_get_prandom_u32();
	__u64 value = lookup.ifindex;

	if (bpf_fib_lookup(ctx, &lookup, sizeof(lookup), 0))
		return XDP_PASS;
	value = lookup.ifindex << 8 | lookup.dmac[5];
	if (bpf_map_update_elem(&table, &key, &value, BPF_ANY))
		return XDP_ABORTED;
	return XDP_REDIRECT;
}

SEC("tracepoint/sched/sched_switch")
int on_stack(void *ctx)
{
	__u64 *count;
	__u32 id = bpf_get_stackid(ctx, &stacks, 0);

	count = bpf_map_lookup_elem(&table, &id);
	return count ? *count : 0;
}

char LICENSE[] SEC("license") = "GPL";
