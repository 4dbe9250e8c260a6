/* How a goldsmith leaves the surface, from surface coordinates in millimetres: the marks have their true size. */
export const FINISH = /* glsl */ `
  vec2 hash(vec2 p) {
    p = fract(p * vec2(.1031, .1030));
    p += dot(p, p.yx + 33.33);
    return fract((p.xx + p.yx) * p.xy);
  }

  float noise(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3. - 2. * f);
    return mix(mix(hash(i).x, hash(i + vec2(1, 0)).x, f.x), mix(hash(i + vec2(0, 1)).x, hash(i + vec2(1, 1)).x, f.x), f.y);
  }

  // Hammer marks 1.35 mm wide: a smooth minimum of distances, closed round the band.
  float hammered(vec2 mm) {
    float around = max(1., floor(uGirth / 1.35 + .5)), sum = 0.;
    vec2 p = vec2(mm.x / uGirth * around, mm.y / 1.35), i = floor(p), f = fract(p);
    for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) {
      vec2 cell = i + vec2(x, y);
      cell.x = mod(cell.x, around);
      vec2 r = vec2(x, y) + hash(cell + 7.) * .75 + .12 - f;
      sum += exp(-9. * dot(r, r));
    }
    return -log(sum) / 30.;
  }

  // The two directions of the surface coordinates in the world, from their screen derivatives.
  bool directions(vec3 N, out vec3 T, out vec3 B) {
    vec3 dx = dFdx(vW), dy = dFdy(vW);
    vec2 ux = dFdx(vMm), uy = dFdy(vMm);
    float det = ux.x * uy.y - ux.y * uy.x;
    if (abs(det) < 1e-12) return false;
    T = (dx * uy.y - dy * ux.y) / det;
    B = (dy * ux.x - dx * uy.x) / det;
    T -= N * dot(N, T);
    B -= N * dot(N, B);
    float t = dot(T, T), b = dot(B, B);
    if (t <= 0. || b <= 0.) return false;
    T *= inversesqrt(t);
    B *= inversesqrt(b);
    return true;
  }

  vec3 tinted(vec3 light, vec3 N, vec3 V, float edge) {
    return light * mix(uF0, vec3(1.), pow(1. - max(dot(N, V), 0.), 5.) * edge);
  }

  // Scratches run along the surface's first direction, so the light is drawn out across them.
  vec3 satin(vec3 N, vec3 V) {
    vec3 T, B;
    if (!directions(N, T, B)) return tinted(mirrored(vP, reflect(-V, N), .2), N, V, .6);
    float near = clamp(1. - length(fwidth(vMm)) * 9., 0., 1.);  // too fine to draw from afar
    float coarse = noise(vec2(vMm.x * .55, vMm.y * 38.)) - .5, fine = noise(vec2(vMm.x * 1.7 + 9., vMm.y * 92.)) - .5;
    vec3 Nb = normalize(N + B * (coarse * .22 + fine * .16) * near), light = vec3(0.);
    float sum = 0.;
    for (int i = -3; i <= 3; i++) {
      float weight = exp(-float(i * i) * .16);
      light += weight * mirrored(vP, reflect(-V, normalize(Nb + B * float(i) * .115)), .16);
      sum += weight;
    }
    return tinted(light / sum * (.90 + .14 * coarse * near), N, V, .6);
  }

  // Enamel: colour under glass, which mirrors a little straight on and much at a slant.
  vec3 glazed(vec3 N, vec3 V) {
    float slant = pow(1. - max(dot(N, V), 0.), 5.);
    return uF0 * studio(N, .9) * .85 + studio(reflect(-V, N), uRough + .02) * mix(.045, 1., slant);
  }

  vec3 finished(float finish, vec3 N, vec3 V) {
    if (finish > .5 && finish < 1.5) return satin(N, V);
    float s = uRough;
    if (finish > 2.5) {
      s = .5;
      vec3 grain = vec3(noise(vMm * 31.), noise(vMm * 31. + 17.), noise(vMm * 31. + 41.)) - .5;
      N = normalize(N + grain * .10 * clamp(1. - length(fwidth(vMm)) * 8., 0., 1.));
    } else if (finish > 1.5) {
      vec3 T, B;
      s = .03;
      if (directions(N, T, B)) {
        float here = hammered(vMm), e = .03;
        N = normalize(N - T * (hammered(vMm + vec2(e, 0.)) - here) / e - B * (hammered(vMm + vec2(0., e)) - here) / e);
      }
    }
    return tinted(mirrored(vP, reflect(-V, N), s), N, V, .75);
  }
`;
