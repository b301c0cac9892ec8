package org.palimpsest.inference.engine.family;

/** The beginning of every program, and the small functions that diagrams call. */
final class ProgramText {
    private ProgramText() {}

    static String header() {
        return """
                class Ops(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def offset_rms_norm(self: __torch__.Ops, x: Tensor, gain: Tensor, epsilon: float) -> Tensor:
                    y = torch.rms_norm(torch.to(x, 6, False, False), [torch.size(gain, 0)], None, epsilon)
                    y = torch.mul(y, torch.add(torch.to(gain, 6, False, False), 1))
                    return torch.to(y, ops.prim.dtype(x), False, False)
                  def heads(self: __torch__.Ops, x: Tensor, count: int, width: int) -> Tensor:
                    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), count, width]), 1, 2)
                  def angles(self: __torch__.Ops, positions: Tensor, frequencies: List[float], amplitude: float, like: Tensor) -> List[Tensor]:
                    f = torch.tensor(frequencies, dtype=7, device=ops.prim.device(positions))
                    angle = torch.mul(torch.unsqueeze(torch.unsqueeze(positions, 1), 3), f)
                    kind = ops.prim.dtype(like)
                    cos = torch.mul(torch.cos(angle), amplitude)
                    sin = torch.mul(torch.sin(angle), amplitude)
                    return [torch.to(cos, kind, False, False), torch.to(sin, kind, False, False)]
                  def half_angles(self: __torch__.Ops, positions: Tensor, frequencies: List[float], amplitude: float, like: Tensor) -> List[Tensor]:
                    half = (self).angles(positions, frequencies, amplitude, like, )
                    return [torch.cat([half[0], half[0]], 3), torch.cat([torch.neg(half[1]), half[1]], 3)]
                  def rotate_half(self: __torch__.Ops, x: Tensor, angles: List[Tensor]) -> Tensor:
                    width = torch.size(angles[0], 3)
                    y = torch.slice(x, 3, 0, width)
                    y = torch.addcmul(torch.mul(y, angles[0]), torch.roll(y, [torch.floordiv(width, 2)], [3]), angles[1])
                    if torch.size(x, 3) > width:
                      y = torch.cat([y, torch.slice(x, 3, width)], 3)
                    return y
                  def rotate_interleaved(self: __torch__.Ops, x: Tensor, angles: List[Tensor]) -> Tensor:
                    cos = angles[0]
                    sin = angles[1]
                    n = torch.size(cos, 3)
                    a = torch.slice(x, 3, 0, n * 2, 2)
                    b = torch.slice(x, 3, 1, n * 2, 2)
                    left = torch.addcmul(torch.mul(a, cos), b, sin, value=-1)
                    right = torch.addcmul(torch.mul(b, cos), a, sin)
                    turned = torch.flatten(torch.stack([left, right], -1), 3)
                    return torch.cat([turned, torch.slice(x, 3, n * 2)], 3)
                """;
    }
}
