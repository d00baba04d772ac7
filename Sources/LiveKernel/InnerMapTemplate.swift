import CLibbpf
import Glibc
import KernelFacts

/// What a map of maps says of the maps it holds: enough to make one that the kernel takes for a template.
struct InnerMapTemplate {
  let type: MapType
  let keySize: UInt32
  let valueSize: UInt32
  let maxEntries: UInt32
  let flags: UInt32

  init(_ map: OpaquePointer) {
    unsafe type = MapType(rawValue: bpf_map__type(map).rawValue)
    unsafe keySize = bpf_map__key_size(map)
    unsafe valueSize = bpf_map__value_size(map)
    unsafe maxEntries = bpf_map__max_entries(map)
    unsafe flags = bpf_map__map_flags(map)
  }

  /// Makes an empty map of this shape with the given number of entries.
  func create(entries: UInt32, for outer: String) throws(KernelError) -> FileDescriptor {
    var options = bpf_map_create_opts()
    options.sz = MemoryLayout<bpf_map_create_opts>.size
    options.map_flags = flags
    let kind = bpf_map_type(type.rawValue)
    let made = unsafe bpf_map_create(kind, "inner", keySize, valueSize, entries, &options)
    guard made >= 0 else { throw KernelError(.createMap, "inner of \(outer)", code: -made) }
    return FileDescriptor(adopting: made)
  }
}
