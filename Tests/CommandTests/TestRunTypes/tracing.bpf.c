/* A program of each tracing type, whose context a test lays out. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct event {
	__u64 number;
	__u32 address;
	char comm[16];
	char text[28];
};

struct ip_sample {
	__u64 ip;
	__u64 period;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} samples SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct event *unused __attribute__((unused));
struct ip_sample *unused_sample __attribute__((unused));

__u64 seen;

static __always_inline void tell(__u64 number, __u32 address, const void *text, int is_user)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return;
	event->number = number;
	event->address = address;
	__builtin_memset(event->text, 0, sizeof(event->text));
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (is_user)
		bpf_probe_read_user_str(event->text, sizeof(event->text), text);
	else
		bpf_probe_read_kernel_str(event->text, sizeof(event->text), text);
	bpf_ringbuf_submit(event, 0);
}

SEC("kprobe/tcp_sendmsg")
int BPF_KPROBE(on_send, struct sock *sk, struct msghdr *message, size_t size)
{
	tell(size, BPF_CORE_READ(sk, __sk_common.skc_daddr), 0, 0);
	return BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
}

SEC("kretprobe/tcp_sendmsg")
int BPF_KRETPROBE(on_sent, long given)
{
	seen = given;
	return given < 0;
}

SEC("uprobe")
int BPF_UPROBE(on_lookup, const char *name)
{
	tell(1, 0, name, 1);
	return 0;
}

SEC("uretprobe")
int BPF_URETPROBE(on_looked_up, const char *found)
{
	char first = 0;

	bpf_probe_read_user(&first, 1, found);
	return first;
}

SEC("uprobe.s")
int BPF_UPROBE(on_lookup_sleeping, const char *name)
{
	char first[4] = {};

	bpf_copy_from_user(first, sizeof(first), name);
	return first[1];
}

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(struct trace_event_raw_sys_enter *ctx)
{
	tell(ctx->args[2], ctx->args[0], (const void *)ctx->args[1], 1);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open_number(struct trace_event_raw_sys_enter *ctx)
{
	seen = ctx->id;
	return 0;
}

SEC("tracepoint/sched/sched_process_exec")
int on_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	tell(ctx->pid, 0, (void *)ctx + (ctx->__data_loc_filename & 0xffff), 0);
	return 0;
}

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx)
{
	struct ip_sample sample = {PT_REGS_IP(&ctx->regs), ctx->sample_period};

	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &sample, sizeof(sample));
	return 0;
}

SEC("raw_tp/sched_switch")
int on_switch_raw(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *next = (void *)ctx->args[2];

	return BPF_CORE_READ(next, tgid);
}

SEC("tp_btf/sched_switch")
int BPF_PROG(on_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	return prev->tgid * 1000 + next->real_parent->tgid + preempt;
}

SEC("fentry/tcp_sendmsg")
int BPF_PROG(on_send_entry, struct sock *sk, struct msghdr *message, size_t size)
{
	tell(size, sk->__sk_common.skc_daddr, 0, 0);
	return 0;
}

SEC("fexit/tcp_sendmsg")
int BPF_PROG(on_send_exit, struct sock *sk, struct msghdr *message, size_t size, int given)
{
	seen = given;
	return 0;
}

SEC("lsm/file_open")
int BPF_PROG(on_file_open, struct file *file)
{
	if (!(file->f_flags & 1))
		return 0;
	seen++; /* else it is arithmetic, whose bounds the verifier does not see */
	return -1;
}

SEC("lsm/file_open")
int BPF_PROG(on_path, struct file *file)
{
	char path[32];

	seen = bpf_d_path(&file->f_path, path, sizeof(path));
	return 0;
}

SEC("kprobe/tcp_sendmsg")
int on_stack(struct pt_regs *ctx)
{
	__u64 stack[4];

	return bpf_get_stack(ctx, stack, sizeof(stack), 0) > 0;
}

char LICENSE[] SEC("license") = "GPL";
