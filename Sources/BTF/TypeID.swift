/// A type's number in BTF: 0 is `void`, others count from 1 in the order of the type section. In split BTF they go on
/// after the base's last.
public typealias TypeID = UInt32
