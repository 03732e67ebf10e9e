import { display, soleReference, type Value } from "../../core/model/value.ts";

/** How a value reads where nothing else is quoted: a reference as it is, without marks around it. */
export const written = (value: Value): string => soleReference(value)?.text ?? display(value);
