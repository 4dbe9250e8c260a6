/* The photographer's studio as one formula: light from a direction, evaluated in every shader at its own softness.
   No picture of surroundings is downloaded, and reflections stay sharp at any size. */
export const STUDIO = /* glsl */ `
  // One softbox: seen in direction d, standing at L, its upper edge along U, half sizes h, edge softness s.
  float softbox(vec3 d, vec3 L, vec3 U, vec2 h, float s) {
    float c = dot(d, L);
    if (c <= 0.) return 0.;
    vec2 p = vec2(dot(d, U), dot(d, cross(L, U))) / c;
    vec2 q = smoothstep(h + s, h - s, abs(p));
    return q.x * q.y * smoothstep(0., .12, c);
  }

  // Softness s: .02 a crisp polish, .8 matte.
  vec3 studio(vec3 d, float s) {
    vec3 c = mix(vec3(.20, .199, .198), vec3(.10, .102, .108), smoothstep(-.05 - s, .5 + s, d.y));
    c = mix(c, vec3(.86, .85, .835), smoothstep(.0 + s, -.42 - s, d.y));  // the white table below
    c += vec3(4.6, 4.55, 4.45)                                             // overhead, slightly behind
      * softbox(d, normalize(vec3(-.12, 1., -.22)), normalize(vec3(1., .12, 0.)), vec2(.62, .40), .10 + s);
    c += vec3(3.2, 3.14, 3.02)                                             // key light, left
      * softbox(d, normalize(vec3(-.92, .42, .42)), normalize(vec3(.42, 0., .92)), vec2(.40, .72), .08 + s);
    c += vec3(1.55, 1.58, 1.64)                                            // fill, right
      * softbox(d, normalize(vec3(.95, .25, .25)), normalize(vec3(-.25, 0., .95)), vec2(.34, .85), .10 + s);
    c += vec3(3.4)                                                         // two narrow strips behind
      * softbox(d, normalize(vec3(.62, .30, -.80)), normalize(vec3(.80, 0., .62)), vec2(.10, .62), .05 + s);
    c += vec3(2.6, 2.62, 2.7)
      * softbox(d, normalize(vec3(-.55, .22, -.85)), normalize(vec3(.85, 0., -.55)), vec2(.09, .55), .05 + s);
    c += vec3(.50, .495, .485)                                             // a bounce card low in front
      * softbox(d, normalize(vec3(.15, -.10, 1.)), normalize(vec3(1., 0., -.15)), vec2(.55, .22), .2 + s);
    float az = atan(d.x, d.z);                                             // black flags draw the edges
    float flag = smoothstep(.16 + s, .05, abs(az - .62)) + smoothstep(.13 + s, .04, abs(az + .55));
    return c * (1. - .82 * clamp(flag, 0., 1.) * smoothstep(.75, .35, abs(d.y)) * (1. - .6 * min(s, 1.)));
  }

  // Many small hard lamps, for stones only: fire needs points.
  vec3 lamps(vec3 d) {
    vec3 c = vec3(0.);
    for (int i = 0; i < 7; i++) {
      float a = float(i) * .8976 + .3, e = .62 + .22 * sin(float(i) * 2.1);
      c += vec3(26.) * smoothstep(.9945, .9985, dot(d, vec3(cos(a) * cos(e), sin(e), sin(a) * cos(e))));
    }
    for (int i = 0; i < 5; i++) {
      float a = float(i) * 1.2566 + 1.;
      c += vec3(20.) * smoothstep(.9972, .9992, dot(d, vec3(cos(a) * .50, .866, sin(a) * .50)));
    }
    return c;
  }

  // What a stone sees: a darker tent with panels, so that brilliance has its contrast.
  vec3 gemStudio(vec3 d) {
    vec3 c = 1.02 * (1. - exp(-studio(d, .01) * .52));  // softboxes kept below clipping
    float panels = smoothstep(-.35, .35, sin(atan(d.z, d.x) * 5. + .7)) * smoothstep(.98, .80, abs(d.y));
    c *= mix(1., .46, panels * .75);
    c *= mix(1., .48, smoothstep(.78, .94, d.y));       // the photographer overhead
    return c * vec3(.985, 1., 1.025) * 1.58 + lamps(d) * .8;
  }
`;
