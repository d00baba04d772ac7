/// The commands of bpf(2) that are followed: `enum bpf_cmd` of include/uapi/linux/bpf.h.
enum FollowedCommand: UInt64, Sendable {
  case mapCreate = 0
  case programLoad = 5
  case pin = 6
  case attach = 8
  case testRun = 10
  case rawTracepointOpen = 17
  case typesLoad = 18
  case linkCreate = 28
}
