/* Precious metal under the studio's light: polished, satin, hammered or matte, drawn in real millimetres. */
import { Color, DoubleSide, ShaderMaterial, Vector2, Vector3 } from "three";
import { FINISH } from "./finish.js";
import { STUDIO } from "./studio.js";

/** Uniforms that all metal of one piece has in common. */
export function metalUniforms() {
  return {
    uF0: { value: new Color(1, 0.7, 0.3) }, // reflectance at normal incidence, linear
    uFinish: { value: 0 }, // 0 polished, 1 satin, 2 hammered, 3 matte
    uNextFinish: { value: 0 },
    uMix: { value: 0 },
    uText: { value: null },
    uTextOn: { value: 0 },
    uTextBox: { value: new Vector2(10, 1.4) },
  };
}

/**
 * `common` are metalUniforms(), `shared` the viewer's own. `band` is (inner radius, half width, 1) in mm for the hoop
 * of a ring, whose inside stays polished and mirrors itself; (0, 0, 0) otherwise. `girthMm` closes the hammer marks.
 * `own` is what this part does not share with the piece: { f0, finish, glaze, roughness,
 * shade }; glaze is enamel, not metal; shade darkens the ground of letters, where light is caught.
 */
export function metalMaterial(shared, common, { band = new Vector3(), girthMm = 1000, finished = true, own = {} } = {}) {
  return new ShaderMaterial({
    side: DoubleSide,
    uniforms: {
      ...common,
      uExposure: shared.uExposure,
      uUnturn: shared.uUnturn,
      uPivot: shared.uPivot,
      uBand: { value: band },
      uGirth: { value: girthMm },
      uFinished: { value: finished ? 1 : 0 },
      uGlaze: { value: own.glaze ? 1 : 0 },
      uShade: { value: own.shade ?? 1 },
      uRough: { value: own.roughness ?? 0.012 },
      ...(own.f0 && { uF0: { value: new Color().fromArray(own.f0) } }),
      ...(own.finish !== undefined && { uFinish: { value: own.finish }, uNextFinish: { value: own.finish } }),
    },
    vertexShader: /* glsl */ `
      varying vec3 vP, vN, vW;
      varying vec2 vMm;
      uniform mat3 uUnturn;
      uniform vec3 uPivot;
      void main() {
        mat4 whole = modelMatrix;
        #ifdef USE_INSTANCING
          whole = modelMatrix * instanceMatrix;
        #endif
        vec4 p = whole * vec4(position, 1.);
        vW = p.xyz;
        vP = uUnturn * (p.xyz - uPivot);  // on the piece, whatever its node's scale
        vMm = uv;
        vN = mat3(whole) * normal;  // scales are the same all ways
        gl_Position = projectionMatrix * viewMatrix * p;
      }`,
    fragmentShader: /* glsl */ `
      precision highp float;
      varying vec3 vP, vN, vW;
      varying vec2 vMm;
      uniform vec3 uF0, uBand;
      uniform float uFinish, uNextFinish, uMix, uFinished, uTextOn, uExposure, uGirth, uGlaze, uRough, uShade;
      uniform sampler2D uText;
      uniform vec2 uTextBox;
      uniform mat3 uUnturn;
      ${STUDIO}

      // What metal at p mirrors in direction d: the studio, or inside a band the band once more, which gives gold its depth.
      vec3 mirrored(vec3 p, vec3 d, float s) {
        float rho = length(p.xy);
        if (uBand.z > .5 && rho < uBand.x + 1. && abs(p.z) < uBand.y * 1.3) {
          vec3 l = uUnturn * d;
          float a = dot(l.xy, l.xy), b = dot(p.xy, l.xy), disc = b * b - a * (rho * rho - uBand.x * uBand.x);
          if (a > 1e-5 && disc > 0.) {
            float t = (-b + sqrt(disc)) / a;
            vec3 h = p + l * t;
            float seen = smoothstep(uBand.y * 1.02, uBand.y * .9, abs(h.z)) * step(.4, t) * smoothstep(.55, .2, rho - uBand.x);
            if (seen > .001) {
              vec3 next = reflect(l, vec3(-normalize(h.xy), 0.)) * uUnturn;
              return mix(studio(d, s), uF0 * studio(next, s + .10) * .92, seen);
            }
          }
        }
        return studio(d, s);
      }

      ${FINISH}

      // Letters inside the band: slopes at their edges, darker at their foot.
      float engrave(inout vec3 N) {
        vec2 q = vec2(atan(vP.x, -vP.y) * length(vP.xy), -vP.z) / uTextBox + .5;
        if (any(lessThan(q, vec2(0.))) || any(greaterThan(q, vec2(1.)))) return 0.;
        vec2 e = vec2(.03) / uTextBox;
        float gx = texture2D(uText, q + vec2(e.x, 0.)).r - texture2D(uText, q - vec2(e.x, 0.)).r;
        float gy = texture2D(uText, q + vec2(0., e.y)).r - texture2D(uText, q - vec2(0., e.y)).r;
        vec3 out_ = normalize(vec3(vP.xy, 0.));
        N = normalize(N + (vec3(0., 0., 1.) * uUnturn * gy - vec3(-out_.y, out_.x, 0.) * uUnturn * gx) * .72);
        return texture2D(uText, q).r;
      }

      void main() {
        vec3 V = normalize(cameraPosition - vW), N = normalize(vN);
        if (!gl_FrontFacing) N = -N;
        bool inside = uBand.z > .5 && dot((uUnturn * N).xy, normalize(vP.xy)) < -.12;
        float letter = inside && uTextOn > .5 ? engrave(N) : 0.;
        float takes = inside ? 0. : uFinished;
        if (uGlaze > .5) {
          gl_FragColor = vec4(glazed(N, V) * uExposure, 1.);
          #include <tonemapping_fragment>
          #include <colorspace_fragment>
          return;
        }
        vec3 c = finished(uFinish * takes, N, V);
        if (uMix > .001) c = mix(c, finished(uNextFinish * takes, N, V), uMix);
        gl_FragColor = vec4(c * mix(1., .26, letter) * uShade * uExposure, 1.);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
}
