/** Words for invented titles; any resemblance to a real track's name is coincidental. */
const first =
  `Amber Borrowed Brass Candlelit Chalk Copper Crooked Distant Driftwood Dusty Eastbound Faded Feathered Folded
  Frosted Gilded Glass Half Harbour Hollow Honest Idle Ivory Jasmine Kindled Lantern Late Lemon Lonely Lost Marble Midsummer
  Mossy Northern Open Orchard Painted Paper Patient Pearl Quiet Quilted Rainy Restless River Rusted Saffron Salted Scarlet
  Second Seven Sideways Silver Slow Spare Sunday Tangled Thirsty Threadbare Tidal Tuesday Unsent Upstairs Velvet Wandering
  Wayward Winter Woollen Yellow`.split(/\s+/);

const second =
  `Almanac Alley Anchor Avenue Balcony Basement Bicycle Bridges Calendar Carousel Ceiling Compass Corners Curtains
  Departures Doorway Echoes Elevator Embers Fields Ferry Fireflies Footnotes Gardens Geometry Hallway Harvest Horizon Hotel
  Islands Journal Keys Kitchen Ladder Lakes Letters Lighthouse Machines Maps Mirrors Motel Neighbours Notebook Oceans Orbit
  Parade Passengers Pavement Photographs Pockets Postcards Puzzles Railway Receipts Rooftops Satellites Shadows Shoreline
  Signals Staircase Stations Suitcase Telegrams Tides Umbrella Valley Vacancy Weather Windows Yesterdays`.split(/\s+/);

/** How many different titles there are; `titleAt` takes smaller numbers. */
export const titleCount = first.length * second.length;

/** The title for a number, always the same. */
export function titleAt(index: number): string {
  return `${first[index % first.length]!} ${second[Math.floor(index / first.length)]!}`;
}
