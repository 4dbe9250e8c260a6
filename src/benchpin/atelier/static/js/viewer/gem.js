/* A stone: rays traced through its facets in the fragment shader, three colours each with its own index. */
import { ShaderMaterial, Vector3 } from "three";
import { STUDIO } from "./studio.js";

const TRACE = /* glsl */ `
  uniform samplerCube uFacets;
  uniform float uReach;

  // Inside a convex stone every ray leaves: guess with the sphere around it, then look its facet up three times.
  float leave(vec3 ro, vec3 rd, out vec3 n) {
    float b = dot(ro, rd), t = -b + sqrt(max(b * b - dot(ro, ro) + uReach * uReach, 0.));
    n = rd;
    for (int i = 0; i < 3; i++) {
      vec4 plane = texture(uFacets, ro + rd * t);
      float towards = dot(plane.xyz, rd);
      if (towards <= 1e-4) break;
      n = plane.xyz;
      t = max(-(dot(plane.xyz, ro) + plane.w) / towards, 1e-3);
    }
    return t;
  }

  // Exact, unpolarised; eta is the index here over the index there.
  float fresnel(float c, float eta) {
    float s2 = eta * eta * (1. - c * c);
    if (s2 >= 1.) return 1.;
    float ct = sqrt(1. - s2), a = (eta * c - ct) / (eta * c + ct), b = (c - eta * ct) / (c + eta * ct);
    return .5 * (a * a + b * b);
  }

  vec3 around(vec3 d, float lod) {
    vec3 c = textureLod(uLight, vTurn * d, lod).rgb;
    vec4 setting = textureLod(uSetting, uUnturn * (vTurn * d), lod);
    c = mix(c, setting.rgb, setting.a * .62);
    // The one who looks is a dark spot in what the stone shows.
    return c * (1. - .72 * smoothstep(.955, .985, dot(d, normalize(vEye - vL))));
  }

  float traceOne(vec3 ro, vec3 rd, float ior, float absorb, vec3 pick) {
    float light = 0., left = 1.;
    for (int i = 0; i < uBounces; i++) {
      vec3 n;
      float t = leave(ro, rd, n);
      ro += rd * t;
      left *= exp(-absorb * t);
      float F = fresnel(max(dot(rd, n), 0.), ior);
      if (F < .9999) {
        light += left * (1. - F) * dot(around(refract(rd, -n, ior), .6), pick);
        left *= F;
      }
      if (left < .008) break;
      rd = reflect(rd, n);
    }
    return light + left * dot(textureLod(uLight, vTurn * rd, 4.).rgb, pick) * .8;
  }

  // One path for all three colours, parted only where they leave: while the piece moves on a slow machine.
  vec3 traceTogether(vec3 ro, vec3 rd) {
    vec3 light = vec3(0.), left = vec3(1.);
    for (int i = 0; i < uBounces; i++) {
      vec3 n;
      float t = leave(ro, rd, n);
      ro += rd * t;
      left *= exp(-uAbsorb * t);
      float c = max(dot(rd, n), 0.);
      vec3 F = vec3(fresnel(c, uIor.x), fresnel(c, uIor.y), fresnel(c, uIor.z));
      if (F.x < .9999) {
        float g = F.y < .9999 ? around(refract(rd, -n, uIor.y), .6).g : 0.;
        float b = F.z < .9999 ? around(refract(rd, -n, uIor.z), .6).b : 0.;
        light += left * (1. - F) * vec3(around(refract(rd, -n, uIor.x), .6).r, g, b);
        left *= F;
      }
      if (max(left.x, max(left.y, left.z)) < .008) break;
      rd = reflect(rd, n);
    }
    return light + left * textureLod(uLight, vTurn * rd, 4.).rgb * .8;
  }
`;

/* Each stone is traced in its own axes: how it stands, and where the eye is from there, follow from its matrix. */
const PLACE = /* glsl */ `
  varying vec3 vL, vN;
  flat varying vec3 vEye;
  flat varying mat3 vTurn;
  void main() {
    mat4 whole = modelMatrix;
    #ifdef USE_INSTANCING
      whole = modelMatrix * instanceMatrix;
    #endif
    vL = position;
    vN = normal;
    vTurn = mat3(whole);
    vEye = (cameraPosition - whole[3].xyz) * vTurn;  // a rotation's inverse is its transpose
    gl_Position = projectionMatrix * viewMatrix * whole * vec4(position, 1.);
  }`;

const PLACED = /* glsl */ `
  precision highp float;
  precision highp int;
  varying vec3 vL, vN;
  flat varying vec3 vEye;
  flat varying mat3 vTurn;
  uniform vec3 uIor, uAbsorb;
  uniform float uExposure, uJitter;
  uniform int uBounces;
  uniform bool uTogether;
  uniform samplerCube uLight, uSetting;
  uniform mat3 uUnturn;
`;

const own = () => ({ uIor: { value: new Vector3(1.5, 1.5, 1.5) }, uAbsorb: { value: new Vector3() } });

/** `shared` holds the viewer's uniforms (light, setting, exposure, jitter, quality); `facets` the stones' cube of planes. */
export function gemMaterial(shared, facets, reachMm) {
  return new ShaderMaterial({
    uniforms: { ...shared, ...own(), uFacets: { value: facets.texture }, uReach: { value: reachMm } },
    vertexShader: PLACE,
    fragmentShader: /* glsl */ `
      ${PLACED}
      ${STUDIO}
      ${TRACE}
      void main() {
        vec3 I = normalize(vL - vEye), N = normalize(vN);
        if (dot(I, N) > 0.) N = -N;
        float F = fresnel(-dot(I, N), 1. / uIor.y);
        vec3 c;
        if (uTogether) {
          c = traceTogether(vL, refract(I, N, 1. / uIor.y));
        } else {
          vec3 n = uIor + (uIor.z - uIor.x) * .30 * uJitter;  // jittered while at rest: whole spectra
          c = vec3(traceOne(vL, refract(I, N, 1. / n.x), n.x, uAbsorb.x, vec3(1, 0, 0)),
                   traceOne(vL, refract(I, N, 1. / n.y), n.y, uAbsorb.y, vec3(0, 1, 0)),
                   traceOne(vL, refract(I, N, 1. / n.z), n.z, uAbsorb.z, vec3(0, 0, 1)));
        }
        c = mix(c, around(reflect(I, N), 0.), F);
        gl_FragColor = vec4(c * uExposure, 1.);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
}

/** A domed stone: light enters the dome, is coloured on its way to the base, and comes back soft; the dome mirrors the studio. */
export function smoothGemMaterial(shared, baseMm) {
  return new ShaderMaterial({
    uniforms: { ...shared, ...own(), uBase: { value: baseMm } },
    vertexShader: PLACE,
    fragmentShader: /* glsl */ `
      ${PLACED}
      uniform float uBase;
      ${STUDIO}
      void main() {
        vec3 I = normalize(vL - vEye), N = normalize(vN);
        if (dot(I, N) > 0.) N = -N;
        vec3 rd = refract(I, N, 1. / uIor.y);
        float t = rd.z < -.05 ? (uBase - vL.z) / rd.z : 4.;
        vec3 way = exp(-uAbsorb * (min(t, 6.) * 1.6));
        vec3 below = textureLod(uLight, vTurn * vec3(rd.xy, -rd.z), 3.2).rgb * .75 + vec3(.10);
        vec3 through = textureLod(uLight, vTurn * rd, 2.6).rgb * exp(-uAbsorb * 2.2) * .30;
        float r0 = (uIor.y - 1.) / (uIor.y + 1.), F = r0 * r0 + (1. - r0 * r0) * pow(1. - max(dot(-I, N), 0.), 5.);
        vec3 c = mix(way * below + through, studio(vTurn * reflect(I, N), .015), F);
        gl_FragColor = vec4(c * uExposure, 1.);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
}

/** Index and absorption of a gem of this diameter, as the uniforms want them. Colourless stones show a little more fire. */
export function optics({ ior, dispersion, tint }, diameterMm) {
  const spread = dispersion * (Math.min(...tint) < 0.9 ? 1.2 : 1.4);
  return {
    ior: new Vector3(ior - spread * 0.3, ior, ior + spread * 0.5),
    absorb: new Vector3(...tint.map((part) => -Math.log(Math.max(part, 0.004)) / (diameterMm * 1.1))),
  };
}
