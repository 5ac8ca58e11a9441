/** Words of the lives that products end up in: people, places, animals, things and pastimes. By singular, in lower case. */
export const EVERYDAY = new Set(
  `student pupil patient class classroom lesson school teacher kindergarten university church parish farm garden greenhouse kitchen barn kid child children
  family wife husband daughter son mother father mom dad grandmother grandfather shop store restaurant bakery cafe clinic hospital ward nurse doctor warehouse factory library
  museum club band choir orchestra theatre volunteer resident guest recipe grocery shopping trip vacation wedding party birthday health medication exercise workout gym
  running fishing hunting sailing boat ship car truck bus train bike dog cat horse cow sheep chicken bee beehive plant tree river lagoon sea ocean beach forest mountain
  rain rainwater well weather animal wildlife nature conservation environmental ngo charity nonprofit police fire ambulance court lawyer election vote citizen city town village
  neighbour neighbor tenant apartment hotel airport flight game player sport football soccer chess music song film movie book ebook novel poem diary journal closet fashion
  clothes art painting photo camera toy pet baby pregnancy sleep diet calorie medicine surgery lab laboratory thesis exam homework assignment essay crop harvest soil well pump
  tank aquarium pool sauna brewery beer wine coffee tea bread cheese crypto bitcoin ethereum blockchain sms whatsapp telegram phone mobile tv screen office wall door alarm
  theft robot drone satellite telescope astronomy earthquake flood disease virus vaccine prison army refugee language translation radio podcast`.split(
    /\s+/,
  ),
);
