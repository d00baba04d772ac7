// targets: host
// expect watch: accepted
//
// The kernel's own struct says where it is.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp/sched/sched_process_exec")
int watch(struct trace_event_raw_sched_process_exec *record)
{
	last = record->__data_loc_filename;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
