/* stub until the drawings are merged */
export class Figure { constructor(svg) { this.svg = svg; } load() {} draw() {} }
