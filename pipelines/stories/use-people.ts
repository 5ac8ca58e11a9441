/** Who may be told of: a person by trade, kin or part, or a group of people. With their plurals, between `|`. */
export const PEOPLE = [
  'nurse|doctor|surgeon|midwife|midwives|dentist|vet|veterinarian|pharmacist|paramedic|therapist|psychologist|physiotherapist|carer|caregiver|patient',
  'teacher|student|pupil|professor|lecturer|tutor|principal|librarian|researcher|scientist|biologist|chemist|physicist|geologist|archaeologist|historian|apprentice|intern',
  'mother|father|mom|mum|dad|parent|grandmother|grandfather|grandma|grandpa|grandparent|sister|brother|aunt|uncle|cousin|niece|nephew|son|daughter|wife|wives|husband|partner|girlfriend|boyfriend|kid|child|children|teenager|baby ?sitter|nanny|family|families|couple',
  'friend|neighbou?r|colleague|co-?worker|boss|manager|director|secretary|secretaries|assistant|clerk|receptionist|accountant|bookkeeper|lawyer|judge|officer|mayor',
  'farmer|gardener|beekeeper|fisherman|fishermen|hunter|baker|butcher|chef|cook|waiter|waitress|bartender|brewer|barber|hairdresser|tailor|shopkeeper|salesman|salesperson|salespeople|merchant|trader',
  'plumber|electrician|carpenter|mechanic|welder|builder|architect|engineer|developer|designer|programmer|analyst|consultant|freelancer|technician|inspector|cleaner|janitor|caretaker',
  'journalist|reporter|editor|writer|author|blogger|podcaster|photographer|musician|singer|conductor|artist|painter|dancer|actor|curator|coach|trainer|referee|player|runner|cyclist|climber|sailor|pilot|driver|courier|soldier|firefighter|policeman|policemen|ranger|guide',
  'pastor|priest|monk|nun|volunteer|activist|organi[sz]er|resident|tenant|landlord|guest|retiree|pensioner|veteran|crew|team|department',
  'company|companies|startup|agency|agencies|studio|firm|school|university|universities|college|kindergarten|daycare|church|churches|parish|parishes|mosque|hospital|clinic|ward|pharmacy|library|libraries|museum|theat(?:re|er)|orchestra|band|choir|club|association|charity|charities|ngo|foundation|shop|store|bakery|bakeries|restaurant|caf[eé]|hotel|hostel|farm|factory|factories|warehouse|workshop|lab|laboratory|council|municipality|village|town|city|brigade|police',
].join('|');

/** Those that stand without an article: `PEOPLE` with an "s", and these. */
export const PLURALS =
  'children|families|wives|midwives|fishermen|policemen|salespeople|secretaries|companies|agencies|universities|churches|libraries|bakeries|charities|factories';
